/* SQLite's variadic calls, which Swift cannot make. */
#ifndef CSQLITESHIM_H
#define CSQLITESHIM_H

#include <sqlite3.h>

/* Has SQLite keep no statistics of its memory. Before the first connection of the process; afterwards it is refused
   and changes nothing. Returns an SQLite result code. */
int huddle_sqlite_count_no_memory(void);

/* Leaves the log as it is when the last connection closes: a command that wrote one row
   must not pay for a checkpoint. Returns an SQLite result code. */
int huddle_sqlite_no_checkpoint_on_close(sqlite3 *database);

/* Keeps the -wal and -shm files when the last connection closes, so that the next one
   neither creates nor truncates them. Returns an SQLite result code. */
int huddle_sqlite_persist_wal(sqlite3 *database);

/* Brings the write-ahead log into the database and empties it, once a commit leaves it with so many pages, in place of
   SQLite's own checkpoint. That one does not empty the log: the next writer does, where it knows that all of it was
   brought in, and a process that has just started cannot know. Where every process commits once, the log would grow for
   ever, and each of them would read it and bring it in anew.

   Waits for nobody: who reads meanwhile puts it off to a later commit. `busy_milliseconds` is the connection's own
   patience, which it has again afterwards. */
void huddle_sqlite_empty_wal_from(sqlite3 *database, int pages, int busy_milliseconds);

#endif
