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

/* Writes the words of records into the search index. The words are bound, not selected: for an INSERT that selects, SQLite sets
   a savepoint, at which FTS5 writes out all that it has gathered. */
struct limit_index {
    sqlite3_stmt *words, *insert;
};
struct limit_index limit_index(sqlite3 *database);
void limit_index_write(sqlite3 *database, struct limit_index *index, sqlite3_int64 key);
void limit_index_close(struct limit_index *index);

/* Steps through and makes ready for the next. */
void limit_step(sqlite3 *database, sqlite3_stmt *statement);

double limit_seconds(void);

#endif
