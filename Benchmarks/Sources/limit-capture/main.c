/* The least that capturing an entry can cost: opens a log, writes the rows that `huddle add` writes, each made after the
   last one there, in one durable transaction, and ends.

   limit-capture LOG */
#include "CLimit.h"

#include <stdio.h>
#include <string.h>

/* Writes a table's last row once more, under a new key and id, and gives back the key. */
static sqlite3_int64 repeat(sqlite3 *database, const char *table) {
    sqlite3_stmt *last = limit_prepare(database, "SELECT * FROM %w ORDER BY key DESC LIMIT 1", table);
    if (sqlite3_step(last) != SQLITE_ROW) limit_fail(database, "no row to repeat");
    sqlite3_stmt *insert = limit_insert(database, table);
    sqlite3_int64 key = 0;
    for (int i = 0; i < sqlite3_column_count(last); i++) {
        const char *name = sqlite3_column_name(last, i);
        if (strcmp(name, "key") == 0) {
            key = sqlite3_column_int64(last, i) + 1;
            sqlite3_bind_int64(insert, i + 1, key);
        } else if (strcmp(name, "id") == 0) {
            unsigned char id[16];
            sqlite3_randomness(sizeof id, id);
            sqlite3_bind_blob(insert, i + 1, id, sizeof id, SQLITE_TRANSIENT);
        } else if (strcmp(name, "seq") != 0) {
            sqlite3_bind_value(insert, i + 1, sqlite3_column_value(last, i));
        }
    }
    limit_step(database, insert);
    sqlite3_finalize(insert);
    sqlite3_finalize(last);
    return key;
}

int main(int count, char **arguments) {
    if (count != 2) return fprintf(stderr, "limit-capture LOG\n"), 64;
    sqlite3 *database = limit_open(arguments[1], SQLITE_OPEN_READWRITE);
    limit_run(database, "BEGIN IMMEDIATE");
    repeat(database, "change");
    sqlite3_int64 key = repeat(database, "record");
    struct limit_index index = limit_index(database);
    limit_index_write(database, &index, key);
    limit_index_close(&index);
    limit_run(database, "REPLACE INTO state SELECT * FROM state");
    limit_run(database, "COMMIT");
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
