import GRDB

/// The tables of one space's log. Shipped migrations are never edited: what changes is added below them.
enum Schema {
    /// Marks a file as a Huddle log: "Hudl".
    static let applicationID: Int32 = 0x4875_646c

    private static let migrations: [(name: String, sql: String, fill: (@Sendable (Database) throws -> Void)?)] = [
        ("1 log", firstVersion, nil),
        ("2 names and links", namesAndLinks, { try Derived(database: $0).fill() }),
        ("3 server's head", "ALTER TABLE state ADD COLUMN server_head INTEGER", nil),
        ("4 totals", totals, nil),
        ("5 authors", authors, nil),
        ("6 former forms", formerForms, nil),
        ("7 births", births, nil),
    ]

    /// What `PRAGMA user_version` says of a log that this program writes.
    static var version: Int { migrations.count }

    /// All tables that hold rows of their own: those of the search index do not.
    static func tables(_ database: Database) throws -> [String] {
        let row = try RawStatement(
            database,
            """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT GLOB 'sqlite_*' AND name <> 'grdb_migrations'
            """)
        var tables: [String] = []
        while try row.step() { tables += [row.text(0)].compactMap { $0 } }
        return tables
    }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (position, migration) in migrations.enumerated() {
            migrator.registerMigration(migration.name) { database in
                try database.execute(sql: migration.sql)
                try migration.fill?(database)
                try database.execute(sql: "PRAGMA user_version = \(position + 1)")
            }
        }
        return migrator
    }

    /// `change` is the truth; every other table but `state`, `quarantine` and `deed` can be rebuilt from it.
    ///
    /// - `state`: one row, `SpaceState`.
    /// - `record`: one row a record, its winning values in typed columns (`RecordColumns`). `first` is the change
    ///   that arrived first: its cells need no rows in `cell`. `origin` is the change that gave it birth.
    /// - `change`: the bytes, and what is looked up by. `later` is 0 for the first change of its record to arrive.
    /// - `cell`: a row for each head of a cell whose heads are not just the record's first change.
    /// - `awaited`: bases that were named before they arrived.
    /// - `deed`: the ids of what each of the latest commands wrote, one after another.
    /// - `checkpoint`: the chain at some seqs.
    private static let firstVersion = """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE state (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            space BLOB NOT NULL,
            name TEXT NOT NULL,
            replica INTEGER NOT NULL,
            last_index INTEGER NOT NULL,
            clock INTEGER NOT NULL,
            clock_offset INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            chain BLOB NOT NULL,
            person BLOB,
            last_sync INTEGER,
            birthplace TEXT
        );

        CREATE TABLE record (
            key INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            handle INTEGER NOT NULL,
            type TEXT NOT NULL,
            presence INTEGER NOT NULL,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            author INTEGER NOT NULL,
            first INTEGER NOT NULL,
            origin INTEGER NOT NULL,
            kind TEXT,
            status TEXT,
            main TEXT,
            details TEXT,
            customer TEXT,
            product TEXT,
            site TEXT,
            parent BLOB,
            day TEXT,
            priority TEXT,
            people TEXT,
            tags TEXT,
            rest BLOB,
            conflicts TEXT
        );
        CREATE INDEX record_handle ON record (handle);
        CREATE INDEX record_entry ON record (created, id) WHERE type = 'entry' AND presence <> 1;
        CREATE INDEX record_other ON record (type) WHERE type <> 'entry';
        CREATE INDEX record_parent ON record (parent) WHERE parent IS NOT NULL;
        CREATE INDEX record_conflict ON record (key) WHERE conflicts IS NOT NULL OR presence = 2;

        CREATE TABLE change (
            key INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            record INTEGER NOT NULL,
            later INTEGER NOT NULL,
            stamp INTEGER NOT NULL,
            replica INTEGER NOT NULL,
            seq INTEGER,
            bytes BLOB NOT NULL
        );
        CREATE INDEX change_later ON change (record) WHERE later = 1;
        CREATE UNIQUE INDEX change_seq ON change (seq) WHERE seq IS NOT NULL;
        CREATE INDEX change_unsettled ON change (key) WHERE seq IS NULL;

        CREATE TABLE cell (
            record INTEGER NOT NULL,
            name TEXT NOT NULL,
            change INTEGER NOT NULL,
            PRIMARY KEY (record, name, change)
        ) WITHOUT ROWID;

        CREATE TABLE awaited (
            record INTEGER NOT NULL,
            base BLOB NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (record, base, name)
        ) WITHOUT ROWID;

        CREATE TABLE quarantine (
            change INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            detail TEXT NOT NULL,
            at INTEGER NOT NULL
        );

        CREATE TABLE deed (
            key INTEGER PRIMARY KEY,
            changes BLOB NOT NULL,
            undone INTEGER NOT NULL
        );

        CREATE TABLE checkpoint (
            seq INTEGER PRIMARY KEY,
            chain BLOB NOT NULL
        );

        CREATE VIEW searchable AS
            SELECT key, main, details, customer, product, site, people, tags FROM record
            WHERE presence <> 1
                AND coalesce(main, details, customer, product, site, people, tags) IS NOT NULL;
        CREATE VIRTUAL TABLE search USING fts5 (
            main, details, customer, product, site, people, tags,
            content = 'searchable', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
        );
        """

    /// What lists and completions ask of the records without reading them all.
    ///
    /// - `link`: the links of the records in sight, to be found from their other end.
    /// - `name`: how many entries in sight, and open ones, name a customer, product, site, owner or tag (`NamedField`).
    private static let namesAndLinks = """
        CREATE TABLE link (
            record INTEGER NOT NULL,
            target BLOB NOT NULL,
            verb TEXT NOT NULL,
            PRIMARY KEY (record, target, verb)
        ) WITHOUT ROWID;
        CREATE INDEX link_target ON link (target);

        CREATE TABLE name (
            field INTEGER NOT NULL,
            text TEXT NOT NULL,
            total INTEGER NOT NULL,
            open INTEGER NOT NULL,
            PRIMARY KEY (field, text)
        ) WITHOUT ROWID;
        """

    /// `total`: how many entries in sight and changes there are, so that nobody who asks goes through the log. One row,
    /// and none where there is nothing.
    private static let totals = """
        CREATE TABLE total (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            entries INTEGER NOT NULL,
            changes INTEGER NOT NULL
        );
        INSERT INTO total (one, entries, changes) VALUES (
            1,
            (SELECT count(*) FROM record WHERE type = 'entry' AND presence <> 1),
            (SELECT count(*) FROM change)
        );
        """

    /// `author`: the replicas that wrote what is held, so that a push need not look for them in the log. A replica whose
    /// changes were all discarded keeps its row: it did write here.
    private static let authors = """
        CREATE TABLE author (replica INTEGER PRIMARY KEY);
        INSERT INTO author (replica) SELECT DISTINCT replica FROM change;
        """

    /// `former`: what this log restamped, as it was: somebody may have that from a bundle, and the log may say so.
    private static let formerForms = """
        CREATE TABLE former (
            id BLOB PRIMARY KEY,
            now BLOB NOT NULL,
            bytes BLOB NOT NULL
        ) WITHOUT ROWID;
        CREATE INDEX former_now ON former (now);
        """

    /// - `record.first_noted`, `noted_by`: of what several imported, when the first did, and the others' replicas.
    /// - `birth`: the births of a record that has more than one. `record.origin` is the least, 0 where there is none yet.
    private static let births = """
        ALTER TABLE record ADD COLUMN first_noted INTEGER;
        ALTER TABLE record ADD COLUMN noted_by TEXT;
        CREATE TABLE birth (
            record INTEGER NOT NULL,
            change INTEGER NOT NULL,
            PRIMARY KEY (record, change)
        ) WITHOUT ROWID;
        """
}
