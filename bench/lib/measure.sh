# shellcheck shell=bash
# Runs one tool and notes its time, CPU, memory and size; sourced by bench/run.

# wants_group GROUP: whether anything of the group is to run.
wants_group() {
    local word tools
    [[ -n $only ]] || return 0
    case $1 in
        backup) tools=' ferry dump-gzip dump-zstd mydumper floor-1 floor-2 ' ;;
        restore) tools=' ferry client myloader ' ;;
        *) tools=' ferry backup-zstd dump-gzip ' ;;
    esac
    for word in ${only//,/ }; do
        [[ $word != "$1" && $word != "$1"/* && $tools != *" $word "* ]] || return 0
    done
    return 1
}

# wants GROUP TOOL: whether the tool runs in this round.
wants() {
    case $2 in
        dump-* | mydumper | client | myloader | backup-zstd) [[ $round -le $peer_rounds ]] || return 1 ;;
    esac
    case ,$only, in
        ,, | *,"$1",* | *,"$2",* | *,"$1/$2",*) return 0 ;;
        *) return 1 ;;
    esac
}

# measure GROUP TOOL OUTPUT COMMAND...: OUTPUT is the file or folder whose size counts, or - for none. A pipeline is given as bash -c.
# The memory is the peak of the largest process; the CPU time is that of all processes together, the server's not included.
measure() {
    local group=$1 tool=$2 output=$3 seconds user system memory bytes=null before
    shift 3
    sync -f "$work"
    before=$(server_cpu)
    # A tool that says it is done and has written nothing has failed.
    if ! /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" >"$work/out" 2>"$work/err" 9>&- || [[ $output != - && ! -e $output ]]; then
        note "  $group $tool FAILED:"
        tail -n 10 "$work/err" "$work/out" >&2
        failed+=("$group $tool")
        return 1
    fi
    read -r seconds user system memory < <(tail -n 1 "$work/time")
    [[ $output == - ]] || bytes=$(du --bytes --summarize "$output" | cut -f 1)
    printf '{"Round":%d,"Group":"%s","Tool":"%s","Seconds":%s,"CpuSeconds":%s,"ServerCpuSeconds":%s,"PeakKilobytes":%s,"Bytes":%s}\n' \
        "$round" "$group" "$tool" "$seconds" "$(awk "BEGIN { print $user + $system }")" \
        "$(awk "BEGIN { print $(server_cpu) - $before }")" "$memory" "$bytes" >>"$lines"
    note "  $group $tool: $seconds s, $((memory / 1024)) MB"
}
failed=()

# CPU seconds that the server has used so far: what a busy machine does to the clock, it does less to these.
server_cpu() {
    if [[ -n $server_dir ]]; then
        awk -v ticks="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / ticks }' "/proc/$(cut -d ' ' -f 1 "$server_dir/pid")/stat"
    else
        echo 0
    fi
}

version_of() { "$@" 2>&1 | head -n 1 | tr -d '"\\'; }

write_facts() {
    local processor memory
    processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
    memory=$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)
    cat <<FACTS
{
  "date": "$(date -u +%F)",
  "machine": "$processor, $(nproc) cores, $memory, $(uname -sr)",
  "scale": "$scale: ${rows:-no} rows, $(awk "BEGIN { printf \"%.0f\", ${sql_bytes:-0} / 1e6 }") MB as SQL; SQLite at scale $sqlite_scale",
  "rounds": "$rounds",
  "server": "$([[ -z $server_dir ]] || sql -e 'SELECT CONCAT(@@version, " ", @@version_comment, ", buffer pool ", @@innodb_buffer_pool_size DIV 1048576, " MB")')",
  "mydumper": "$(version_of mydumper --version)",
  "dump": "$([[ -z $server_dir ]] || version_of "${dump[@]}" --version)",
  "compressors": "$(version_of gzip --version), $(version_of zstd --version | tr -d '*')",
  "sqlite3": "$(version_of sqlite3 --version)",
  "ferry": "$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown), .NET $(dotnet --version)",
  "failed": "$(IFS=,; echo "${failed[*]-}")"
}
FACTS
}
