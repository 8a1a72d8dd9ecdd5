# shellcheck shell=bash
# How to make and run a MySQL server from the unpacked packages that fetch left in the cache.

mysql_root=$(unpacked_folder mysql)

server_check() { [[ -n $mysql_root ]] || die_missing "MySQL is not there yet; run eng/servers/fetch"; }

mysql_paths=(
    "--basedir=$mysql_root/root/usr" "--plugin-dir=$mysql_root/root/usr/lib/mysql/plugin"
    "--lc-messages-dir=$mysql_root/root/usr/share/mysql" "--character-sets-dir=$mysql_root/root/usr/share/mysql/charsets"
)

# server_initialise DIR
server_initialise() {
    local arguments=(--no-defaults --initialize-insecure "--datadir=$1/data" --innodb-flush-method=nosync)
    is_root && arguments+=(--user=root)
    "$mysql_root/bin/mysqld" "${arguments[@]}" "${mysql_paths[@]}" >"$1/initialise.log" 2>&1
}

# server_command: sets the arrays `command` and `options`.
# shellcheck disable=SC2034
server_command() {
    command=("$mysql_root/bin/mysqld")
    options=(
        "${mysql_paths[@]}" --federated --mysqlx=OFF --secure-file-priv=
        --gtid-mode=ON --enforce-gtid-consistency=ON --innodb-redo-log-capacity=256M
    )
}

server_client() { "$mysql_root/bin/mysql" --no-defaults "$@"; }

# --initialize-insecure makes just root@localhost, without a password.
server_accounts() { :; }
