#include "CBench.h"

#include <sqlite3.h>
#include <zlib.h>

int64_t bench_number(const char *path, const char *sql) {
    sqlite3 *database = 0;
    sqlite3_stmt *statement = 0;
    int64_t number = -1;
    if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, 0) == SQLITE_OK
        && sqlite3_prepare_v2(database, sql, -1, &statement, 0) == SQLITE_OK
        && sqlite3_step(statement) == SQLITE_ROW) {
        number = sqlite3_column_int64(statement, 0);
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

int bench_checkpoint(const char *path) {
    return bench_number(path, "PRAGMA wal_checkpoint(TRUNCATE)") == 0 ? 0 : 1;
}

size_t bench_deflated(const uint8_t *bytes, size_t count) {
    z_stream stream = {0};
    unsigned char out[65536];
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (unsigned)count;
    int code;
    do {
        stream.next_out = out;
        stream.avail_out = sizeof out;
        code = deflate(&stream, Z_FINISH);
    } while (code == Z_OK);
    size_t total = stream.total_out;
    deflateEnd(&stream);
    return code == Z_STREAM_END ? total : 0;
}
