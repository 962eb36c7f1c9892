import GRDB

/// The tables of a server's directory. Shipped migrations are never edited: what changes is added below them.
enum DirectorySchema {
    /// Marks a file as a Huddle directory: "Hudd".
    static let applicationID: Int32 = 0x4875_6464

    private static let migrations: [(name: String, sql: String)] = [
        ("1 directory", firstVersion),
        ("2 care", care),
        ("3 trial", trial),
        ("4 feeds", feeds),
        ("5 webhooks", webhooks),
        ("6 replicas", replicas),
    ]

    /// What `PRAGMA user_version` says of a directory that this program writes.
    static var version: Int { migrations.count }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (position, migration) in migrations.enumerated() {
            migrator.registerMigration(migration.name) { database in
                try database.execute(sql: migration.sql)
                try database.execute(sql: "PRAGMA user_version = \(position + 1)")
            }
        }
        return migrator
    }

    /// Tokens and secrets stand here as SHA-256 alone. `audit` only grows: triggers refuse everything else, and the
    /// chain shows what was done past them.
    private static let firstVersion = """
        PRAGMA application_id = \(applicationID);

        CREATE TABLE space (
            id BLOB PRIMARY KEY,
            name TEXT NOT NULL,
            created INTEGER NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE member (
            id BLOB PRIMARY KEY,
            space BLOB NOT NULL REFERENCES space (id),
            name TEXT NOT NULL,
            department TEXT NOT NULL,
            role TEXT NOT NULL,
            created INTEGER NOT NULL,
            removed INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX member_space ON member (space);

        CREATE TABLE device (
            id BLOB PRIMARY KEY,
            member BLOB NOT NULL REFERENCES member (id),
            name TEXT NOT NULL,
            token_hash BLOB NOT NULL UNIQUE,
            created INTEGER NOT NULL,
            last_seen INTEGER,
            revoked INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX device_member ON device (member);

        CREATE TABLE invitation (
            secret_hash BLOB PRIMARY KEY,
            member BLOB NOT NULL REFERENCES member (id),
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            used_by BLOB,
            used_at INTEGER
        ) WITHOUT ROWID;

        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY,
            action TEXT NOT NULL,
            actor BLOB,
            device BLOB,
            space BLOB,
            subject BLOB,
            at INTEGER NOT NULL,
            chain BLOB NOT NULL
        );
        CREATE TRIGGER audit_stays BEFORE DELETE ON audit
            BEGIN SELECT raise(ABORT, 'the audit log only grows'); END;
        CREATE TRIGGER audit_holds BEFORE UPDATE ON audit
            BEGIN SELECT raise(ABORT, 'the audit log only grows'); END;
        """

    /// Spaces that are archived, deleted or limited; invitations that were taken back; where a call came from.
    private static let care = """
        ALTER TABLE space ADD COLUMN archived INTEGER;
        ALTER TABLE space ADD COLUMN deleted INTEGER;
        ALTER TABLE space ADD COLUMN purged INTEGER;
        ALTER TABLE space ADD COLUMN quota INTEGER;
        ALTER TABLE invitation ADD COLUMN withdrawn INTEGER;
        ALTER TABLE audit ADD COLUMN address TEXT;
        CREATE INDEX invitation_member ON invitation (member);
        """

    /// Lists that whoever has a link's secret reads.
    private static let feeds = """
        CREATE TABLE feed (
            secret_hash BLOB PRIMARY KEY,
            member BLOB NOT NULL REFERENCES member (id),
            device BLOB NOT NULL REFERENCES device (id),
            name TEXT NOT NULL,
            format TEXT NOT NULL,
            list TEXT NOT NULL,
            query TEXT NOT NULL,
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            revoked INTEGER,
            fetched INTEGER
        ) WITHOUT ROWID;
        CREATE INDEX feed_member ON feed (member);
        """

    /// One row, which is written to see whether the disk takes it.
    private static let trial = """
        CREATE TABLE trial (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            at INTEGER NOT NULL
        );
        """

    /// Targets of happenings, with the secrets that sign what they are sent, and what each of them was told. Of notes there are
    /// ids alone: their text stays in the log.
    private static let webhooks = """
        CREATE TABLE webhook (
            id BLOB PRIMARY KEY,
            space BLOB NOT NULL REFERENCES space (id),
            name TEXT NOT NULL,
            url TEXT NOT NULL,
            kinds TEXT NOT NULL,
            form TEXT NOT NULL,
            template TEXT,
            created INTEGER NOT NULL,
            creator BLOB NOT NULL,
            secret BLOB NOT NULL,
            former_secret BLOB,
            former_until INTEGER,
            seq INTEGER NOT NULL,
            chain BLOB NOT NULL,
            paused INTEGER,
            disabled INTEGER,
            failing INTEGER,
            reason TEXT
        ) WITHOUT ROWID;
        CREATE INDEX webhook_space ON webhook (space);

        CREATE TABLE webhook_delivery (
            id BLOB PRIMARY KEY,
            webhook BLOB NOT NULL REFERENCES webhook (id),
            change BLOB,
            kind TEXT,
            subject BLOB,
            created INTEGER NOT NULL,
            state TEXT NOT NULL,
            due INTEGER NOT NULL,
            tries INTEGER NOT NULL,
            last_try INTEGER,
            status INTEGER,
            detail TEXT
        ) WITHOUT ROWID;
        CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook, due) WHERE state = 'waiting';
        CREATE INDEX webhook_delivery_age ON webhook_delivery (webhook, created);
        """

    /// Whose a replica is, so that nobody hands in changes as somebody else without its being seen.
    private static let replicas = """
        CREATE TABLE replica (
            space BLOB NOT NULL REFERENCES space (id),
            id INTEGER NOT NULL,
            member BLOB NOT NULL REFERENCES member (id),
            PRIMARY KEY (space, id)
        ) WITHOUT ROWID;
        """
}
