/* SQLite's variadic calls, which Swift cannot make. */
#ifndef CSQLITESHIM_H
#define CSQLITESHIM_H

#include <sqlite3.h>

/* Leaves the log as it is when the last connection closes: a command that wrote one row
   must not pay for a checkpoint. Returns an SQLite result code. */
int huddle_sqlite_no_checkpoint_on_close(sqlite3 *database);

/* Keeps the -wal and -shm files when the last connection closes, so that the next one
   neither creates nor truncates them. Returns an SQLite result code. */
int huddle_sqlite_persist_wal(sqlite3 *database);

#endif
