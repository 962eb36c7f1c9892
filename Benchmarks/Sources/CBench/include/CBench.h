/* What the measuring program needs of SQLite and zlib. */
#ifndef CBENCH_H
#define CBENCH_H

#include <stddef.h>
#include <stdint.h>

/* The one number that a query answers; -1 where it fails. */
int64_t bench_number(const char *path, const char *sql);

/* Brings a log's file to its size at rest: everything in the database, nothing beside it. 0 when done. */
int bench_checkpoint(const char *path);

/* The bytes that gzip's default level leaves of these; 0 where it fails. */
size_t bench_deflated(const uint8_t *bytes, size_t count);

#endif
