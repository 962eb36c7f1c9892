/* The least that merging can cost: writes the rows and the search index of a log's entries into a new one with the same
   tables, a page to a durable transaction. Prints the seconds that writing took; reading the source is not counted.

   limit-merge SOURCE DESTINATION ENTRIES PAGE */
#include "CLimit.h"

#include <stdio.h>
#include <stdlib.h>

/* A page of one table's rows, in memory. */
struct page {
    const char *table;
    sqlite3_stmt *select, *insert;
    int columns, rows;
    sqlite3_value **values;
    sqlite3_int64 last;
};

/* The source's own tables and indexes. What a virtual table keeps, it makes itself. */
static void copy_schema(sqlite3 *source, sqlite3 *destination) {
    sqlite3_stmt *schema = limit_prepare(
        source,
        "SELECT sql FROM sqlite_schema AS item WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%%' ESCAPE '!'"
        " AND NOT EXISTS (SELECT 1 FROM sqlite_schema AS virtual WHERE virtual.sql LIKE 'CREATE VIRTUAL%%'"
        " AND item.name LIKE virtual.name || '!_%%' ESCAPE '!') ORDER BY rowid");
    while (sqlite3_step(schema) == SQLITE_ROW) {
        limit_run(destination, (const char *)sqlite3_column_text(schema, 0));
    }
    sqlite3_finalize(schema);
}

static struct page start(sqlite3 *source, sqlite3 *destination, const char *table, int size) {
    struct page page = {.table = table};
    page.select = limit_prepare(source, "SELECT * FROM %w WHERE key > ? ORDER BY key LIMIT %d", table, size);
    page.insert = limit_insert(destination, table);
    page.columns = sqlite3_column_count(page.select);
    page.values = calloc((size_t)size * (size_t)page.columns, sizeof *page.values);
    return page;
}

static void load(struct page *page) {
    page->rows = 0;
    sqlite3_bind_int64(page->select, 1, page->last);
    while (sqlite3_step(page->select) == SQLITE_ROW) {
        for (int i = 0; i < page->columns; i++) {
            page->values[page->rows * page->columns + i] = sqlite3_value_dup(sqlite3_column_value(page->select, i));
        }
        page->last = sqlite3_column_int64(page->select, 0);
        page->rows++;
    }
    sqlite3_reset(page->select);
}

static void write_rows(sqlite3 *destination, struct page *page) {
    for (int row = 0; row < page->rows; row++) {
        for (int i = 0; i < page->columns; i++) {
            sqlite3_bind_value(page->insert, i + 1, page->values[row * page->columns + i]);
        }
        limit_step(destination, page->insert);
    }
}

static void write_index(sqlite3 *destination, struct limit_index *index, struct page *records) {
    for (int row = 0; row < records->rows; row++) {
        limit_index_write(destination, index, sqlite3_value_int64(records->values[row * records->columns]));
    }
}

static void forget(struct page *page) {
    for (int i = 0; i < page->rows * page->columns; i++) sqlite3_value_free(page->values[i]);
}

int main(int count, char **arguments) {
    if (count != 5) return fprintf(stderr, "limit-merge SOURCE DESTINATION ENTRIES PAGE\n"), 64;
    long wanted = atol(arguments[3]);
    int size = atoi(arguments[4]);
    sqlite3 *source = limit_open(arguments[1], SQLITE_OPEN_READWRITE);
    sqlite3 *destination = limit_open(arguments[2], SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    limit_run(destination, "PRAGMA journal_mode = WAL");
    copy_schema(source, destination);
    struct page changes = start(source, destination, "change", size);
    struct page records = start(source, destination, "record", size);
    struct limit_index index = limit_index(destination);
    sqlite3_stmt *state = limit_insert(destination, "state");
    sqlite3_stmt *known = limit_prepare(source, "SELECT * FROM state");
    if (sqlite3_step(known) != SQLITE_ROW) limit_fail(source, "no state");

    double seconds = 0;
    long written = 0;
    for (load(&changes), load(&records); records.rows > 0 && written < wanted; load(&changes), load(&records)) {
        double began = limit_seconds();
        limit_run(destination, "BEGIN IMMEDIATE");
        limit_run(destination, "DELETE FROM state");
        for (int i = 0; i < sqlite3_column_count(known); i++) {
            sqlite3_bind_value(state, i + 1, sqlite3_column_value(known, i));
        }
        limit_step(destination, state);
        write_rows(destination, &changes);
        write_rows(destination, &records);
        write_index(destination, &index, &records);
        limit_run(destination, "COMMIT");
        seconds += limit_seconds() - began;
        written += records.rows;
        forget(&changes);
        forget(&records);
    }
    printf("%.6f %ld\n", seconds, written);
    return 0;
}
