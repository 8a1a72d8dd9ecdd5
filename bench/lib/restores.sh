# shellcheck shell=bash
# One round of restores into an empty database; sourced by bench/run. After each, rows, indexes and foreign keys are compared.

run_restores() {
    [[ $round -gt 1 ]] || touch_disk
    if [[ $round -eq 1 && -e $work/dump.sql.gz ]]; then
        gzip -dc "$work/dump.sql.gz" >"$work/dump.sql"
        sql_bytes=$(stat --format %s "$work/dump.sql")
    fi
    if wants restore ferry; then
        restored_by ferry "$ferry" restore --config "$work/ferry.json" --env bench --backup latest --into copy --force --non-interactive
    fi
    if wants restore client && [[ -e $work/dump.sql ]]; then
        restored_by client bash -c '"${@:2}" <"$1"' client "$work/dump.sql" "${client[@]}" "${login[@]}" restored
    fi
    if wants restore myloader && [[ -e $work/mydumper ]]; then
        restored_by myloader myloader "${login[@]}" --database restored --threads 2 --overwrite-tables --directory "$work/mydumper"
    fi
}

restored_by() {
    local tool=$1 found
    shift
    sql -e 'DROP DATABASE IF EXISTS restored; CREATE DATABASE restored CHARACTER SET utf8mb4'
    measure restore "$tool" - "$@" || return 0
    found=$(shape restored)
    [[ $found == "$expected" ]] || {
        diff <(echo "$expected") <(echo "$found") >&2 || true
        note "  restore $tool: the copy DIFFERS"
        failed+=("restore $tool: copy differs")
    }
    sql -e 'DROP DATABASE restored'
}
