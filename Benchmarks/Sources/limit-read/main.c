/* The least that reading entries can cost: the newest ones of a log, every column, as plain text into a file.

   limit-read LOG ENTRIES FILE */
#include "CLimit.h"

#include <stdio.h>
#include <stdlib.h>

int main(int count, char **arguments) {
    if (count != 4) return fprintf(stderr, "limit-read LOG ENTRIES FILE\n"), 64;
    sqlite3 *database = limit_open(arguments[1], SQLITE_OPEN_READWRITE);
    FILE *file = fopen(arguments[3], "w");
    if (!file) limit_fail(0, arguments[3]);
    sqlite3_stmt *rows = limit_prepare(
        database, "SELECT * FROM record WHERE type = 'entry' AND presence <> 1 ORDER BY created DESC, id DESC LIMIT %d",
        atoi(arguments[2]));
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            const void *bytes = sqlite3_column_text(rows, i);
            if (bytes) fwrite(bytes, 1, (size_t)sqlite3_column_bytes(rows, i), file);
            fputc('\t', file);
        }
        fputc('\n', file);
    }
    sqlite3_finalize(rows);
    if (fclose(file) != 0) limit_fail(0, arguments[3]);
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
