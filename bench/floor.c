/* The floor: reads every row of a database through the server's own client library and does nothing with it.
 *
 *   floor HOST PORT DATABASE CONNECTIONS
 *
 * Several connections take ranges of the primary key's first column from a common list. Prints the rows read. */
#include <mysql.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PARTS 16
#define MAX_ITEMS 4096

static const char *host, *database;
static unsigned port;
static char *items[MAX_ITEMS];
static int item_count, next_item;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static unsigned long long total;

static void fail(MYSQL *connection, const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, mysql_error(connection));
    exit(1);
}

static MYSQL *open_connection(void) {
    MYSQL *connection = mysql_init(NULL);
    if (!mysql_real_connect(connection, host, "root", NULL, database, port, NULL, 0)) fail(connection, "connect");
    if (mysql_set_character_set(connection, "utf8mb4")) fail(connection, "character set");
    return connection;
}

static void add_item(const char *format, ...) {
    char sql[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sql, sizeof sql, format, arguments);
    va_end(arguments);
    if (item_count == MAX_ITEMS) exit(1);
    items[item_count++] = strdup(sql);
}

static MYSQL_RES *query(MYSQL *connection, const char *sql) {
    if (mysql_query(connection, sql)) fail(connection, sql);
    MYSQL_RES *result = mysql_store_result(connection);
    if (!result) fail(connection, sql);
    return result;
}

static void plan_table(MYSQL *connection, const char *table, const char *key) {
    char sql[512];
    snprintf(sql, sizeof sql, "SELECT MIN(`%s`), MAX(`%s`) FROM `%s`", key, key, table);
    MYSQL_RES *result = query(connection, sql);
    MYSQL_ROW row = mysql_fetch_row(result);
    unsigned long long first = row[0] ? strtoull(row[0], NULL, 10) : 0, last = row[1] ? strtoull(row[1], NULL, 10) : 0;
    unsigned long long step = (last - first) / PARTS + 1;
    for (unsigned long long from = first; from <= last; from += step)
        add_item("SELECT * FROM `%s` WHERE `%s` BETWEEN %llu AND %llu", table, key, from, from + step - 1);
    mysql_free_result(result);
}

static void plan(MYSQL *connection, int connections) {
    MYSQL_RES *result = query(connection,
        "SELECT t.table_name, k.column_name FROM information_schema.tables t"
        " JOIN information_schema.key_column_usage k ON k.table_schema = t.table_schema AND k.table_name = t.table_name"
        " AND k.constraint_name = 'PRIMARY' AND k.ordinal_position = 1"
        " WHERE t.table_schema = DATABASE() ORDER BY t.data_length DESC");
    MYSQL_ROW row;
    while ((row = mysql_fetch_row(result)))
        if (connections == 1) add_item("SELECT * FROM `%s`", row[0]);
        else plan_table(connection, row[0], row[1]);
    mysql_free_result(result);
}

static void *work(void *unused) {
    MYSQL *connection = open_connection();
    unsigned long long rows = 0;
    for (;;) {
        pthread_mutex_lock(&turn);
        int item = next_item++;
        pthread_mutex_unlock(&turn);
        if (item >= item_count) break;
        if (mysql_query(connection, items[item])) fail(connection, items[item]);
        MYSQL_RES *result = mysql_use_result(connection);
        while (mysql_fetch_row(result)) rows++;
        if (mysql_errno(connection)) fail(connection, items[item]);
        mysql_free_result(result);
    }
    pthread_mutex_lock(&turn);
    total += rows;
    pthread_mutex_unlock(&turn);
    mysql_close(connection);
    return unused;
}

int main(int count, char **arguments) {
    if (count != 5) return 2;
    host = arguments[1];
    port = (unsigned)atoi(arguments[2]);
    database = arguments[3];
    int connections = atoi(arguments[4]);
    pthread_t threads[64];
    if (connections < 1 || connections > 64 || mysql_library_init(0, NULL, NULL)) return 2;
    MYSQL *connection = open_connection();
    plan(connection, connections);
    mysql_close(connection);
    for (int i = 0; i < connections; i++) pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < connections; i++) pthread_join(threads[i], NULL);
    printf("%llu\n", total);
    return 0;
}
