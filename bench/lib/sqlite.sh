# shellcheck shell=bash
# One round of SQLite backups; sourced by bench/run.

run_sqlite() {
    local output=$work/sqlite
    write_config "sqlite:$sqlite_file" "sqlite:$work/copy.sqlite"
    if wants sqlite ferry; then
        rm -rf "$work/ferry"
        measure sqlite ferry "$work/ferry" "$ferry" backup --config "$work/ferry.json" --env bench --non-interactive || true
        rm -rf "$work/ferry"
    fi
    if wants sqlite backup-zstd; then
        measure sqlite backup-zstd "$output.zst" bash -c 'sqlite3 "$1" ".backup $2" && zstd -q -1 --rm -f "$2" -o "$2.zst"' backup "$sqlite_file" "$output" || true
        [[ $round -gt 1 ]] || check_sqlite zstd -dcq "$output.zst"
    fi
    if wants sqlite dump-gzip; then
        measure sqlite dump-gzip "$output.gz" bash -c 'set -o pipefail; sqlite3 "$1" .dump | gzip >"$2"' dump "$sqlite_file" "$output.gz" || true
    fi
    rm -f "$output"*
}

check_sqlite() {
    "$@" >"$work/check.sqlite"
    [[ $(sqlite3 "$work/check.sqlite" 'PRAGMA quick_check') == ok ]] || die "the copy by sqlite3 is damaged"
    rm -f "$work/check.sqlite"
}
