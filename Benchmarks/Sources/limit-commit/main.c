/* The least that making something durable can cost: one row, one transaction, one process.

   limit-commit DATABASE */
#include "CLimit.h"

#include <stdio.h>

int main(int count, char **arguments) {
    if (count != 2) return fprintf(stderr, "limit-commit DATABASE\n"), 64;
    sqlite3 *database = limit_open(arguments[1], SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    limit_run(database, "PRAGMA journal_mode = WAL");
    limit_run(database, "CREATE TABLE IF NOT EXISTS item (key INTEGER PRIMARY KEY, at TEXT)");
    limit_run(database, "INSERT INTO item (at) VALUES (datetime())");
    return sqlite3_close(database) == SQLITE_OK ? 0 : 1;
}
