#include "CSQLiteShim.h"

#include <stdint.h>
#include <sys/file.h>

int huddle_sqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

int huddle_sqlite_no_checkpoint_on_close(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

int huddle_sqlite_persist_wal(sqlite3 *database) {
    int on = 1;
    return sqlite3_file_control(database, "main", SQLITE_FCNTL_PERSIST_WAL, &on);
}

/* A checkpoint beside no writer. Whoever committed and comes here holds the gate's lock with others, and has it no more
   afterwards: its transaction is over. */
static void checkpoint(sqlite3 *database, const char *name, int mode, int gate) {
    if (flock(gate, LOCK_EX | LOCK_NB) != 0) return;
    sqlite3_wal_checkpoint_v2(database, name, mode, 0, 0);
    flock(gate, LOCK_UN);
}

/* Three numbers in the one pointer that SQLite hands back. */
static int empty_wal(void *limits, sqlite3 *database, const char *name, int pages) {
    uint64_t bits = (uint64_t)(uintptr_t)limits;
    int most = (int)(bits >> 48);
    int gate = (int)(bits >> 32 & 0xffff);
    int busy_milliseconds = (int)(bits & 0x7fffffff);
    if (pages < most) return SQLITE_OK;
    sqlite3_busy_timeout(database, 0);
    checkpoint(database, name, SQLITE_CHECKPOINT_TRUNCATE, gate);
    sqlite3_busy_timeout(database, busy_milliseconds);
    /* The commit stands, whatever became of the checkpoint. */
    return SQLITE_OK;
}

void huddle_sqlite_empty_wal_from(sqlite3 *database, int gate, int pages, int busy_milliseconds) {
    if (gate < 0 || gate > 0xffff) return;
    uint64_t bits = (uint64_t)pages << 48 | (uint64_t)gate << 32 | (uint64_t)busy_milliseconds;
    sqlite3_wal_hook(database, empty_wal, (void *)(uintptr_t)bits);
}

/* What was written since this was asked last, in pages. In a write-ahead log each is a frame. */
static int pages_written(sqlite3 *database) {
    int pages = 0, highest = 0;
    sqlite3_db_status(database, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &highest, 1);
    return pages;
}

static int cache_bytes(sqlite3 *database) {
    int bytes = 0, highest = 0;
    sqlite3_db_status(database, SQLITE_DBSTATUS_CACHE_USED, &bytes, &highest, 0);
    return bytes;
}

enum {
    checkpoint_pages = 1000,
    bulk_pages = 1000,
    bulk_checkpoint_pages = 32000,
    small_cache_bytes = 4 << 20,
};

static int checkpoint_sparingly(void *gate, sqlite3 *database, const char *name, int pages) {
    if (pages_written(database) >= bulk_pages) {
        if (cache_bytes(database) < small_cache_bytes) sqlite3_exec(database, "PRAGMA cache_size = -32768", 0, 0, 0);
        if (pages < bulk_checkpoint_pages) return SQLITE_OK;
    } else if (cache_bytes(database) > small_cache_bytes) {
        sqlite3_exec(database, "PRAGMA cache_size = -2000", 0, 0, 0);
    }
    if (pages >= checkpoint_pages) checkpoint(database, name, SQLITE_CHECKPOINT_PASSIVE, (int)(intptr_t)gate);
    /* The commit stands, whatever became of the checkpoint. */
    return SQLITE_OK;
}

void huddle_sqlite_checkpoint_sparingly(sqlite3 *database, int gate) {
    sqlite3_wal_hook(database, checkpoint_sparingly, (void *)(intptr_t)gate);
}
