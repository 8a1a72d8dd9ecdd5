# shellcheck shell=bash
# How to make and run the newer MariaDB server from the unpacked packages that fetch left in the cache. Its defaults are kept, above
# all those that the system's MariaDB does not have yet.

# shellcheck source=eng/servers/lib/mariadb.sh
source "$here/lib/mariadb.sh"

mariadb_root=$(unpacked_folder mariadb)
mariadb_share=$mariadb_root/root/usr/share/mariadb
mariadb_paths=(
    "--basedir=$mariadb_root/root/usr" "--plugin-dir=$mariadb_root/root/usr/lib/mysql/plugin"
    "--lc-messages-dir=$mariadb_share" "--character-sets-dir=$mariadb_share/charsets"
)

server_check() { [[ -n $mariadb_root ]] || die_missing "the newer MariaDB is not there yet; run eng/servers/fetch"; }

# server_initialise DIR: what mariadb-install-db does, which looks for its programs where the packages would be installed.
server_initialise() {
    local arguments=(--no-defaults "${mariadb_paths[@]}" "--datadir=$1/data" "--tmpdir=$1/tmp" --bootstrap --loose-innodb-log-file-size=128M)
    is_root && arguments+=(--user=root)
    mkdir -p "$1/data/mysql"
    {
        printf '%s\n' 'CREATE DATABASE IF NOT EXISTS mysql;' 'USE mysql;' 'SET @auth_root_socket = NULL;'
        cat "$mariadb_share"/mariadb_{system_tables,performance_tables,system_tables_data}.sql \
            "$mariadb_share/maria_add_gis_sp_bootstrap.sql" "$mariadb_share/mariadb_sys_schema.sql"
    } | "$mariadb_root/bin/mariadbd" "${arguments[@]}" >"$1/initialise.log" 2>&1
}

# shellcheck disable=SC2034
server_command() {
    command=("$mariadb_root/bin/mariadbd")
    options=("${mariadb_paths[@]}" --performance-schema=OFF --innodb-log-file-size=128M)
}

server_client() { "$mariadb_root/bin/mariadb" --no-defaults "$@"; }
