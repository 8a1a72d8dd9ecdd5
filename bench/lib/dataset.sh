# shellcheck shell=bash
# Generates the databases once and keeps them; sourced by bench/run.

# Changes when the generator or the schema does, so that a kept database is never taken for another one.
dataset_version() { cat "$bench"/schema/"$1"* "$bench"/Ferry.Bench/Data/*.cs "$bench"/Ferry.Bench/Data/Tables/*.cs | sha256sum | cut -c 1-16; }

make_dataset() {
    local version
    version=$(dataset_version mysql)
    if [[ ! -e $server_dir/dataset || $(<"$server_dir/dataset") != "$version" ]]; then
        note "generating the database at scale $scale"
        rm -f "$server_dir/dataset"
        sql -e 'SET GLOBAL innodb_stats_auto_recalc = OFF' || true
        sql -e 'DROP DATABASE IF EXISTS bench; CREATE DATABASE bench CHARACTER SET utf8mb4'
        sql bench <"$bench/schema/mysql-tables.sql"
        export ours scale client_command="${client[*]} ${login[*]}"
        "$ours/ferry-bench" tables | xargs -P 2 -I{} bash -c 'load_table "$@"' load {} || die "the rows did not load"
        sql bench <"$bench/schema/mysql-keys.sql" >/dev/null
        echo "$version" >"$server_dir/dataset"
    fi
    # shellcheck disable=SC2046
    sql -e "$(printf 'DROP DATABASE IF EXISTS %s;' restored $(sql -e "SHOW DATABASES LIKE '%ferry%'"))"
    expected=$(shape bench)
    rows=$(awk '/rows$/ { sum += $2 } END { print sum }' <<<"$expected")
    note "$rows rows"
}

load_table() {
    set -o pipefail
    "$ours/ferry-bench" generate "$1" "$scale" |
        $client_command --local-infile=1 bench -e "SET unique_checks = 0, foreign_key_checks = 0;
            LOAD DATA LOCAL INFILE '/dev/stdin' INTO TABLE $1 CHARACTER SET utf8mb4"
}
export -f load_table

# shape DATABASE: rows, indexes and foreign keys of every table; equal for a whole copy.
shape() {
    local table
    for table in $("$ours/ferry-bench" tables); do
        echo "$table $(sql "$1" -e "SELECT COUNT(*) FROM $table") rows"
    done
    sql -e "SELECT table_name, index_name, GROUP_CONCAT(column_name ORDER BY seq_in_index) FROM information_schema.statistics
                WHERE table_schema = '$1' GROUP BY table_name, index_name ORDER BY 1, 2;
            SELECT constraint_name, referenced_table_name, delete_rule FROM information_schema.referential_constraints
                WHERE constraint_schema = '$1' ORDER BY 1"
}

make_sqlite() {
    sqlite_file=$cache/sqlite-scale-$sqlite_scale-$(dataset_version sqlite).sqlite
    [[ ! -e $sqlite_file ]] || return 0
    note "generating the SQLite database at scale $sqlite_scale"
    rm -f "$cache"/sqlite-scale-"$sqlite_scale"-* "$cache/new.sqlite"
    "$ours/ferry-bench" sqlite "$cache/new.sqlite" "$bench/schema" "$sqlite_scale"
    mv "$cache/new.sqlite" "$sqlite_file"
}
