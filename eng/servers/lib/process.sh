# shellcheck shell=bash
# A server is known by its pid and the moment it started, so that a pid that was given to another process is never
# taken for ours.

process_started_at() {
    local line fields
    line=$(<"/proc/$1/stat") || return 1
    # The second field is a name in brackets, which may hold blanks.
    read -ra fields <<<"${line##*) }"
    # A zombie only waits for its parent to notice; it serves nobody.
    [[ ${fields[0]} != Z ]] && printf '%s\n' "${fields[19]}"
} 2>/dev/null

# is_running DIR: whether the server recorded in DIR is the process that has its pid now.
is_running() {
    local pid started
    [[ -s $1/pid ]] || return 1
    read -r pid started <"$1/pid"
    [[ -n $started && $(process_started_at "$pid") == "$started" ]]
}

# wait_until_gone DIR SECONDS
wait_until_gone() {
    local deadline=$((SECONDS + $2))
    while is_running "$1"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.1
    done
}

# descendants PID: its children and theirs, the youngest first.
descendants() {
    local child
    for child in $(cat "/proc/$1/task"/*/children 2>/dev/null); do
        descendants "$child"
        printf '%s\n' "$child"
    done
}
