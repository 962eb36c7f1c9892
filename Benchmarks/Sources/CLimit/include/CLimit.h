/* What the limit programs share. Whatever fails ends the program with a message. */
#ifndef CLIMIT_H
#define CLIMIT_H

#include <sqlite3.h>

void limit_fail(sqlite3 *database, const char *what);

/* Opens as Huddle does: synchronous=FULL, no checkpoint on close, the log's files kept. */
sqlite3 *limit_open(const char *path, int flags);

void limit_run(sqlite3 *database, const char *sql);

/* SQL is made by printf's rules. */
sqlite3_stmt *limit_prepare(sqlite3 *database, const char *sql, ...);

/* INSERT INTO table with all the columns that the table has. */
sqlite3_stmt *limit_insert(sqlite3 *database, const char *table);

/* INSERT INTO search, the words of one record, whose key is bound to 1. */
sqlite3_stmt *limit_index(sqlite3 *database);

/* Steps through and makes ready for the next. */
void limit_step(sqlite3 *database, sqlite3_stmt *statement);

double limit_seconds(void);

#endif
