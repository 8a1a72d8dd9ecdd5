# shellcheck shell=bash
# One round of merges; sourced by bench/run. Source and target lie on the same server; the source is read by an account of its own, so that the
# server counts what it sends to it (userstat, MariaDB only).

wants_sync() { [[ ,$only, == *,sync,* || $only == *sync-* ]]; }

# make_half SOURCE: half of the users, under other ids than at home, with all that is theirs; every tenth row edited.
make_half() {
    note "making the local copy with half of the rows"
    sql -e 'DROP DATABASE IF EXISTS half; DROP DATABASE IF EXISTS half_ferry_home; CREATE DATABASE half CHARACTER SET utf8mb4'
    sql half <"$bench/schema/mysql-tables.sql"
    sql half <<SQL
SET SESSION foreign_key_checks = 0, unique_checks = 0;
INSERT INTO movies SELECT * FROM $1.movies;
INSERT INTO users SELECT id + 1, name, email, email_verified_at, password, country, birthday, is_admin, balance, settings, bio, remember_token, created_at, updated_at
    FROM $1.users WHERE id % 2 = 0;
INSERT INTO movie_user SELECT user_id + 1, movie_id, stars, review, watched_at, created_at FROM $1.movie_user WHERE user_id % 2 = 0;
INSERT INTO orders SELECT id, user_id + 1, number, status, total, tax, currency, shipping_address, note, paid_at, created_at, updated_at FROM $1.orders WHERE user_id % 2 = 0;
INSERT INTO order_items SELECT i.* FROM $1.order_items i JOIN $1.orders o ON o.id = i.order_id WHERE o.user_id % 2 = 0;
INSERT INTO events SELECT id, user_id + 1, type, url, ip, user_agent, payload, duration, created_at FROM $1.events WHERE user_id % 2 = 0 OR (user_id IS NULL AND id % 2 = 0);
UPDATE movies SET runtime = runtime + 1 WHERE id % 10 = 1;
UPDATE users SET balance = balance + 1 WHERE id % 20 = 1;
UPDATE movie_user SET stars = 6 - stars WHERE (user_id + movie_id) % 10 = 1;
UPDATE orders SET status = 'edited' WHERE id % 10 = 1;
UPDATE order_items SET quantity = quantity + 1 WHERE id % 10 = 1;
UPDATE events SET duration = duration + 1 WHERE id % 10 = 1;
SQL
    sql half <"$bench/schema/mysql-keys.sql" >/dev/null
}

# What `ferry doctor --grants` prints for an account that reads by several connections at once; and pt-table-sync wants to switch the binary log off, at the source too.
make_reader() {
    sql -e 'CREATE USER IF NOT EXISTS reader@localhost; GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, PROCESS, RELOAD ON *.* TO reader@localhost'
    [[ $server != mariadb ]] || sql -e 'GRANT BINLOG ADMIN ON *.* TO reader@localhost'
}

write_sync_config() {
    cat >"$work/sync.json" <<CONFIG
{
  "Ferry": {
    "Application": "bench",
    "Current": "local",
    "Environments": {
      "home": { "Databases": { "main": "mysql://reader@127.0.0.1:$port/bench" } },
      "local": { "Databases": { "main": "mysql://root@127.0.0.1:$port/$1" } }
    },
    "Destinations": { "backups": { "Path": "$work/ferry" } },
    "Sync": { "Identity": { "users": ["email"], "movies": ["slug"], "orders": "primary-key", "order_items": "primary-key", "events": "primary-key" } }
  }
}
CONFIG
}

# One row in a thousand, all over the tables.
scatter_changes() {
    rm -f "$server_dir/dataset"
    sql bench <<'SQL'
UPDATE movies SET rating = rating + 0.01 WHERE id % 1000 = 7;
UPDATE users SET country = IF(country = 'XX', 'YY', 'XX') WHERE id % 1000 = 7;
UPDATE movie_user SET stars = 6 - stars WHERE (user_id * 31 + movie_id) % 1000 = 7;
UPDATE orders SET total = total + 1 WHERE id % 1000 = 7;
UPDATE order_items SET quantity = quantity + 1 WHERE id % 1000 = 7;
UPDATE events SET duration = duration + 1 WHERE id % 1000 = 7;
SQL
}

# What the server has sent to the source's account, and how many statements it has run for it.
count_from_zero() { sql -e 'SET GLOBAL userstat = 1; FLUSH USER_STATISTICS'; }

note_traffic() {
    local sent
    [[ $server == mariadb ]] || return 0
    sent=$(sql -e "SELECT BYTES_SENT, SELECT_COMMANDS + UPDATE_COMMANDS + OTHER_COMMANDS FROM information_schema.user_statistics WHERE USER = '$2'")
    read -r traffic_bytes traffic_queries <<<"$sent"
    note "  sync $1: the source sent $((traffic_bytes / 1000)) kB in $traffic_queries statements"
    printf '%s\t%s\t%s\n' "$1" "$traffic_bytes" "$traffic_queries" >>"$work/traffic"
}

# traffic NAME ACCOUNT COMMAND...: measures a command together with what the source sent to the account.
traffic() {
    local name=$1 account=$2
    shift 2
    [[ $server != mariadb ]] || count_from_zero
    measure sync "$name" - "$@" || return 0
    note_traffic "$name" "$account"
}

run_syncs() {
    local table
    [[ $round -gt 1 ]] || touch_disk
    make_reader
    sql -e 'DROP DATABASE IF EXISTS mirror'
    local sync=("$ferry" sync --config "$work/sync.json" --env home --into local --force --non-interactive --no-backup)
    write_sync_config half
    if wants sync sync-first; then
        make_half bench
        traffic sync-first reader "${sync[@]}"
        traffic sync-nothing reader "${sync[@]}"
    fi
    if wants sync sync-scattered; then
        scatter_changes
        traffic sync-scattered reader "${sync[@]}"
    fi
    ! wants sync sync-pt-table-sync || run_table_sync
    ! wants sync sync-dump-merge || run_dump_merge
    ! wants sync sync-row-by-row || run_row_by_row
    sql -e 'DROP DATABASE IF EXISTS mirror'
}

# The peers know no other ids: their copy is production's own, before the changes. What one has merged serves the next.
make_mirror() {
    [[ -z $(sql -e "SHOW DATABASES LIKE 'mirror'") ]] || return 0
    note "making the peers' copy"
    sql -e 'CREATE DATABASE mirror CHARACTER SET utf8mb4'
    sql mirror <"$bench/schema/mysql-tables.sql"
    for table in $("$ours/ferry-bench" tables); do
        sql mirror -e "SET SESSION foreign_key_checks = 0, unique_checks = 0; INSERT INTO $table SELECT * FROM bench.$table"
    done
    sql mirror <"$bench/schema/mysql-keys.sql" >/dev/null
}

run_table_sync() {
    make_mirror
    scatter_changes
    traffic sync-pt-table-sync reader bash -c 'set -e
        for table in $2; do
            pt-table-sync --execute --no-check-slave --no-check-triggers --no-check-child-tables --no-foreign-key-checks --no-bin-log \
                "h=127.0.0.1,P=$1,u=reader,D=bench,t=$table" "h=127.0.0.1,P=$1,u=root,D=mirror,t=$table" || [[ $? -eq 2 ]]
        done' sync "$port" "$("$ours/ferry-bench" tables | tr '\n' ' ')"
}

# The dump is imported beside the local database and merged with one blind upsert a table.
run_dump_merge() {
    make_mirror
    scatter_changes
    export dump_command="${dump[*]}" client_command="${client[*]}"
    traffic sync-dump-merge reader bash -c 'set -eo pipefail
        client="$client_command --host=127.0.0.1 --port=$1 --user=root"
        $client -e "DROP DATABASE IF EXISTS imported; CREATE DATABASE imported"
        $dump_command --host=127.0.0.1 --port="$1" --user=reader --single-transaction --quick bench | $client imported
        for table in $2; do
            columns=$($client --batch --skip-column-names -e "SELECT column_name FROM information_schema.columns WHERE table_schema = '"'imported'"' AND table_name = '"'"'$table'"'"' ORDER BY ordinal_position")
            changes=$(for column in $columns; do printf "%s = VALUES(%s)," "$column" "$column"; done)
            $client -e "SET SESSION foreign_key_checks = 0; INSERT INTO mirror.$table SELECT * FROM imported.$table ON DUPLICATE KEY UPDATE ${changes%,}"
        done
        $client -e "DROP DATABASE imported"' merge "$port" "$("$ours/ferry-bench" tables | tr '\n' ' ')"
}

# A scaled-down production: the first users, with all that is theirs, as many as there are at scale 0.05.
make_small() {
    note "making a small copy of production"
    sql -e 'DROP DATABASE IF EXISTS small; CREATE DATABASE small CHARACTER SET utf8mb4'
    sql small <"$bench/schema/mysql-tables.sql"
    sql small <<'SQL'
SET SESSION foreign_key_checks = 0, unique_checks = 0;
INSERT INTO movies SELECT * FROM bench.movies;
INSERT INTO users SELECT * FROM bench.users WHERE id <= 20000;
INSERT INTO movie_user SELECT * FROM bench.movie_user WHERE user_id <= 20000;
INSERT INTO orders SELECT * FROM bench.orders WHERE user_id <= 20000;
INSERT INTO order_items SELECT i.* FROM bench.order_items i JOIN orders o ON o.id = i.order_id;
INSERT INTO events SELECT * FROM bench.events WHERE user_id <= 20000;
SQL
    sql small <"$bench/schema/mysql-keys.sql" >/dev/null
}

# The framework's way, into half of a small copy: it is compared by the time a row, which it says of each table.
run_row_by_row() {
    make_small
    make_half small
    export dump_command="${dump[*]}" client_command="${client[*]}" ours
    traffic sync-row-by-row reader bash -c 'set -eo pipefail
        client="$client_command --host=127.0.0.1 --port=$1 --user=root"
        $client -e "DROP DATABASE IF EXISTS imported; CREATE DATABASE imported"
        $dump_command --host=127.0.0.1 --port="$1" --user=reader --single-transaction --quick small | $client imported
        "$ours/ferry-bench" row-by-row "$1" imported half
        $client -e "DROP DATABASE imported"' merge "$port"
    cat "$work/out" >&2
    sql -e 'DROP DATABASE small'
}
