/* The least that finding a word can cost: the newest hits of the search index, with what they say.

   limit-search LOG WORD HITS */
#include "CLimit.h"

#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    if (count != 4) return fprintf(stderr, "limit-search LOG WORD HITS\n"), 64;
    sqlite3 *database = limit_open(arguments[1], SQLITE_OPEN_READWRITE);
    sqlite3_stmt *rows = limit_prepare(
        database,
        "SELECT record.* FROM search CROSS JOIN record ON record.key = search.rowid WHERE search MATCH '\"%w\"' "
        "ORDER BY search.rowid DESC LIMIT %d",
        arguments[2], atoi(arguments[3]));
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            const void *bytes = sqlite3_column_text(rows, i);
            if (bytes) fwrite(bytes, 1, (size_t)sqlite3_column_bytes(rows, i), stdout);
            fputc('\t', stdout);
        }
        fputc('\n', stdout);
    }
    sqlite3_finalize(rows);
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
