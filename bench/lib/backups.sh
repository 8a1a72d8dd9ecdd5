# shellcheck shell=bash
# One round of backups; sourced by bench/run. What a restore needs stays in the work folder.

write_config() {
    cat >"$work/ferry.json" <<CONFIG
{
  "Ferry": {
    "Application": "bench",
    "Current": "bench",
    "Environments": {
      "bench": { "Databases": { "main": "$1" } },
      "copy": { "Databases": { "main": "$2" } }
    },
    "Destinations": { "backups": { "Path": "$work/ferry" } }
  }
}
CONFIG
}

# Each writes what it needs for its own restore; a restore alone makes its backup untimed in the first round.
run_backups() {
    local dump_options=(--single-transaction --quick --routines --events --triggers --skip-dump-date)
    write_config "mysql://root@127.0.0.1:$port/bench" "mysql://root@127.0.0.1:$port/restored"
    if wants backup ferry || { wants restore ferry && [[ $round -eq 1 ]]; }; then
        rm -rf "$work/ferry"
        measure backup ferry "$work/ferry" "$ferry" backup --config "$work/ferry.json" --env bench --non-interactive || true
        [[ $round -gt 1 ]] || "$ferry" verify --config "$work/ferry.json" --env bench --non-interactive latest >"$work/out" 2>&1 ||
            die "ferry's own backup does not verify: $(cat "$work/out")"
    fi
    run_tunnelled_backup
    if wants backup dump-gzip || { wants restore client && [[ $round -eq 1 ]]; }; then
        measure backup dump-gzip "$work/dump.sql.gz" bash -c 'set -o pipefail; out=$1; shift; "$@" | gzip >"$out"' dump "$work/dump.sql.gz" \
            "${dump[@]}" "${login[@]}" "${dump_options[@]}" bench || true
    fi
    if wants backup dump-zstd; then
        measure backup dump-zstd "$work/dump.sql.zst" bash -c 'set -o pipefail; out=$1; shift; "$@" | zstd -q -1 -f -o "$out"' dump "$work/dump.sql.zst" \
            "${dump[@]}" "${login[@]}" "${dump_options[@]}" bench || true
        check_dumps
    fi
    if wants backup mydumper || { wants restore myloader && [[ $round -eq 1 ]]; }; then
        rm -rf "$work/mydumper"
        measure backup mydumper "$work/mydumper" mydumper "${login[@]}" --database bench --threads 2 --compress --rows 500000 \
            --trx-consistency-only --triggers --events --routines --outputdir "$work/mydumper" || true
    fi
    local connections
    for connections in 1 2; do
        [[ -z $floor ]] || ! wants backup "floor-$connections" || run_floor "$connections"
    done
}

run_floor() {
    measure backup "floor-$1" - "$floor" 127.0.0.1 "$port" bench "$1" || return 0
    [[ $(<"$work/out") == "$rows" ]] || die "the floor read $(<"$work/out") of $rows rows"
}

# Both dumps hold the same text, and the round's restore of the first proves its content.
check_dumps() {
    [[ $round -eq 1 && -e $work/dump.sql.gz ]] || return 0
    cmp <(gzip -dc "$work/dump.sql.gz") <(zstd -dcq "$work/dump.sql.zst") || die "the two dumps differ"
}
