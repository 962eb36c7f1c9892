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
   patience, which it has again afterwards. `gate` is the descriptor that all who write hold the lock of, flock(2): without
   it for itself alone there is no checkpoint. Pages and the descriptor are less than 65,536; where they are not, there are no
   checkpoints. */
void huddle_sqlite_empty_wal_from(sqlite3 *database, int gate, int pages, int busy_milliseconds);

/* For the one writer of a database that many read: brings its write-ahead log into the database from 1,000 pages on, and
   while commits write 1,000 pages or more, from 32,000. While they do, the connection keeps up to 32 MiB of the database in
   memory; smaller commits make it 2 again.

   Ids come in no order: a large page of changes touches most leaves of their indexes, and each checkpoint writes those
   once more.

   `gate` as above. */
void huddle_sqlite_checkpoint_sparingly(sqlite3 *database, int gate);

#endif
