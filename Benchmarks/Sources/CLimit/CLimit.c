#include "CLimit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void limit_fail(sqlite3 *database, const char *what) {
    fprintf(stderr, "%s: %s\n", what, database ? sqlite3_errmsg(database) : "failed");
    exit(1);
}

sqlite3 *limit_open(const char *path, int flags) {
    sqlite3 *database = 0;
    int on = 1;
    if (sqlite3_open_v2(path, &database, flags, 0) != SQLITE_OK) limit_fail(database, path);
    sqlite3_busy_timeout(database, 30000);
    sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
    sqlite3_file_control(database, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
    limit_run(database, "PRAGMA synchronous = FULL");
    return database;
}

void limit_run(sqlite3 *database, const char *sql) {
    if (sqlite3_exec(database, sql, 0, 0, 0) != SQLITE_OK) limit_fail(database, sql);
}

sqlite3_stmt *limit_prepare(sqlite3 *database, const char *sql, ...) {
    va_list arguments;
    va_start(arguments, sql);
    char *text = sqlite3_vmprintf(sql, arguments);
    va_end(arguments);
    sqlite3_stmt *statement = 0;
    if (sqlite3_prepare_v2(database, text, -1, &statement, 0) != SQLITE_OK) limit_fail(database, text);
    sqlite3_free(text);
    return statement;
}

sqlite3_stmt *limit_insert(sqlite3 *database, const char *table) {
    sqlite3_stmt *columns = limit_prepare(database, "SELECT * FROM %w LIMIT 0", table);
    char *marks = sqlite3_mprintf("?");
    for (int i = 1; i < sqlite3_column_count(columns); i++) marks = sqlite3_mprintf("%z, ?", marks);
    sqlite3_finalize(columns);
    sqlite3_stmt *statement = limit_prepare(database, "INSERT INTO %w VALUES (%s)", table, marks);
    sqlite3_free(marks);
    return statement;
}

struct limit_index limit_index(sqlite3 *database) {
    sqlite3_stmt *columns = limit_prepare(database, "SELECT * FROM search LIMIT 0");
    char *names = sqlite3_mprintf("%s", ""), *marks = sqlite3_mprintf("%s", "");
    for (int i = 0; i < sqlite3_column_count(columns); i++) {
        names = sqlite3_mprintf("%z, %w", names, sqlite3_column_name(columns, i));
        marks = sqlite3_mprintf("%z, ?", marks);
    }
    sqlite3_finalize(columns);
    struct limit_index index = {
        .words = limit_prepare(database, "SELECT key%s FROM record WHERE key = ?", names),
        .insert = limit_prepare(database, "INSERT INTO search (rowid%s) VALUES (?%s)", names, marks),
    };
    sqlite3_free(names);
    sqlite3_free(marks);
    return index;
}

void limit_index_write(sqlite3 *database, struct limit_index *index, sqlite3_int64 key) {
    sqlite3_bind_int64(index->words, 1, key);
    if (sqlite3_step(index->words) != SQLITE_ROW) limit_fail(database, "no record to index");
    for (int i = 0; i < sqlite3_column_count(index->words); i++) {
        sqlite3_bind_value(index->insert, i + 1, sqlite3_column_value(index->words, i));
    }
    limit_step(database, index->insert);
    sqlite3_reset(index->words);
}

void limit_index_close(struct limit_index *index) {
    sqlite3_finalize(index->words);
    sqlite3_finalize(index->insert);
}

void limit_step(sqlite3 *database, sqlite3_stmt *statement) {
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {}
    if (code != SQLITE_DONE) limit_fail(database, sqlite3_sql(statement));
    sqlite3_reset(statement);
}

double limit_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
