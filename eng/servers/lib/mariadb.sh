# shellcheck shell=bash
# How to make and run a MariaDB server from the system's packages.

server_check() {
    command -v mariadbd mariadb mariadb-install-db >/dev/null ||
        die_missing "MariaDB is not installed; run eng/servers/install"
}

# server_initialise DIR
server_initialise() {
    local arguments=(--no-defaults "--datadir=$1/data" "--tmpdir=$1/tmp" --auth-root-authentication-method=normal --skip-test-db)
    is_root && arguments+=(--user=root)
    mariadb-install-db "${arguments[@]}" >"$1/initialise.log" 2>&1
}

# server_command: sets the arrays `command` and `options`.
# shellcheck disable=SC2034
server_command() {
    command=(mariadbd)
    options=(
        --plugin-dir="$(mariadbd --no-defaults --help --verbose 2>/dev/null | awk '$1 == "plugin-dir" { print $2 }')"
        # Debian's packages choose this character set too; without it the default would be latin1.
        --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci
        --performance-schema=OFF --innodb-log-file-size=128M --plugin-load-add=ha_federatedx.so
    )
}

server_client() { mariadb --no-defaults "$@"; }

# Only root@localhost, without a password: the same accounts as on MySQL.
server_accounts() {
    printf '%s\n' "DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');" \
        'FLUSH PRIVILEGES;'
}
