# shellcheck shell=bash
# What is measured, and what measures; sourced by bench/run.

install_peers() {
    local peers=(mydumper time libmariadb-dev gcc libc6-dev)
    ! wants_sync || peers+=(percona-toolkit)
    "$root/eng/servers/install" "${peers[@]}"
    [[ $server == mariadb ]] || "$root/eng/servers/fetch" mysql >/dev/null
    local program
    for program in gzip zstd sqlite3 /usr/bin/time; do
        command -v "$program" >/dev/null || die_missing "$program is missing; install it"
    done
}

build_ours() {
    ours=$cache/build
    note "building in Release"
    dotnet publish "$bench/Ferry.Bench" --configuration Release --output "$ours" --verbosity quiet --nologo -p:RunAnalyzers=false 9>&- ||
        die "Ferry.Bench does not build"
    "$root/eng/pack" "$cache/packages" >/dev/null 9>&- || die "Ferry.Cli cannot be packed"
    rm -rf "$cache/ferry" "$cache/unpacked"
    # What is measured is what users install; not an older package of the same version that this machine may have.
    NUGET_PACKAGES=$cache/unpacked dotnet tool install Ferry.Cli --tool-path "$cache/ferry" --source "$cache/packages" >/dev/null 9>&- ||
        die "Ferry.Cli cannot be installed"
    ferry=$cache/ferry/ferry
}

build_floor() {
    floor=
    if command -v gcc mariadb_config >/dev/null; then
        floor=$work/floor
        # shellcheck disable=SC2046
        gcc -O2 -o "$floor" "$bench/floor.c" $(mariadb_config --cflags --libs) -lpthread || die "the floor does not compile"
    else
        note "no C compiler or client library: the floor is left out"
    fi
}

# The server as eng/servers/start sets it up, small as one that nobody has tuned, but without a binary log and without TLS.
start_server() {
    local options=(--skip-log-bin)
    # A row at a time is a transaction at a time: that costs what it costs where nobody has switched durability off.
    ! wants_sync || options+=(--innodb-flush-log-at-trx-commit=1 --innodb-flush-method=O_DIRECT)
    [[ -z $buffer_pool ]] || options+=(--innodb-buffer-pool-size="$buffer_pool")
    if [[ $server == mariadb ]]; then
        options+=(--skip-ssl)
        client=(mariadb --no-defaults)
        dump=(mariadb-dump --no-defaults)
    else
        options+=(--tls-version=)
        local programs
        programs=$(unpacked_folder mysql)/bin
        client=("$programs/mysql" --no-defaults)
        dump=("$programs/mysqldump" --no-defaults --column-statistics=0)
    fi
    server_dir=$cache/$server-scale-$scale
    [[ ! -e $server_dir/pid ]] || "$root/eng/servers/stop" "$server_dir"
    "$root/eng/servers/start" "$server" "$server_dir" "${options[@]}" >/dev/null 9>&- || die "the server does not start"
    port=$(<"$server_dir/port")
    login=(--host=127.0.0.1 --port="$port" --user=root)
}

sql() { "${client[@]}" "${login[@]}" --batch --skip-column-names "$@"; }

# Blocks of a virtual disk that nobody has written before are slower the first time, and the first tool would pay that for those that follow.
touch_disk() {
    local bytes
    bytes=$(du --bytes --summarize "$server_dir/data" | cut -f 1)
    note "writing $((bytes * 2 / 1000000)) MB to the disk, and removing it"
    head --bytes $((bytes * 2)) /dev/zero >"$server_dir/touched"
    sync -f "$server_dir/touched"
    rm "$server_dir/touched"
}
