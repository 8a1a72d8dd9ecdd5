# shellcheck shell=bash
# What MariaDB and MySQL have in common. Sourced after mariadb.sh or mysql.sh, with the variables of eng/servers/start.

server_prepare() {
    rm -rf "$dir/data"
    mkdir -p "$dir/tmp"
    make_certificates "$dir/tls"
    server_initialise "$dir" || die "$kind could not make a data folder:"$'\n'"$(head -n 60 "$dir/initialise.log")"
}

# server_launch PORT [OPTION]...
server_launch() {
    local port=$1 command options
    shift
    server_command
    options+=(
        "--datadir=$dir/data" "--tmpdir=$dir/tmp" "--socket=$dir/socket" "--pid-file=$dir/data/server.pid"
        "--log-error=$dir/server.log" --bind-address=127.0.0.1 "--port=$port"
        "--ssl-ca=$dir/tls/ca.pem" "--ssl-cert=$dir/tls/server-cert.pem" "--ssl-key=$dir/tls/server-key.pem"
        --local-infile=ON --event-scheduler=ON --max-allowed-packet=1G --max-connections=500
        --log-bin=binlog "--server-id=$port" --binlog-format=ROW --sync-binlog=0
        # A test that waits for a lock of its own fails, instead of hanging for a day (MariaDB) or a year (MySQL).
        --lock-wait-timeout=60
        # The data is thrown away with the folder: a killed server must come back, a machine without power need not.
        --innodb-buffer-pool-size=256M --innodb-flush-log-at-trx-commit=2 --innodb-flush-method=nosync
    )
    is_root && options+=(--user=root)
    # A killed server leaves its locks, and its pid is taken until its parent notices.
    rm -f "$dir"/socket{,.lock} "$dir/data/server.pid"
    # A session of its own: an interrupt at the terminal goes to the tests, and only they decide when servers stop.
    setsid "${command[@]}" --no-defaults "${options[@]}" "$@" </dev/null >"$dir/server.out" 2>&1 &
}

# server_is_ready PORT
server_is_ready() {
    grep -q 'ready for connections' "$dir/server.log" &&
        server_client --host=127.0.0.1 --port="$1" --user=root --connect-timeout=5 --execute='SELECT 1' >"$dir/client.log" 2>&1
}

# Once, after the first start.
server_furnish() { server_accounts | server_client --socket="$dir/socket" --user=root; }

# server_facts PORT
server_facts() {
    cat <<FACTS
export FERRY_SERVER_SOCKET='$dir/socket'
export FERRY_SERVER_CA='$dir/tls/ca.pem'
export FERRY_SERVER_CONNECTION='Server=127.0.0.1;Port=$1;User ID=root'
FACTS
}
