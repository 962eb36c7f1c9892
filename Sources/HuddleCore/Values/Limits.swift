/// Every limit, the same on both sides and stated in `Protocol/sync.md`.
package enum Limits {
    // A change.
    package static let cellNameBytes = 256
    /// One text: a long page.
    package static let textBytes = 64 * 1024
    package static let writesPerChange = 256
    package static let basesPerChange = 1024
    /// Writes times bases: what a merge may have to look through for one change.
    package static let awaitedPerChange = 16_384
    package static let changeBytes = 256 * 1024

    // One call of the sync protocol.
    package static let changesPerPage = 8000
    /// Bytes of changes in a page; one change more is let through so that a page is never empty.
    package static let pageBytes = 2 * 1024 * 1024
    /// Replicas whose changes one call may bring. An honest client relays others' changes only after a bundle or a restore.
    package static let authorsPerCall = 64
    /// Replicas in one comparison, and in one request's list of known ones.
    package static let replicasPerComparison = 10_000
    /// A request's body, after it was unpacked. JSON carries changes as base64, a third more.
    package static let syncRequestBytes = 4 * 1024 * 1024
    /// An answer's body, after it was unpacked.
    package static let syncReplyBytes = 8 * 1024 * 1024
    /// Bodies from this size on are packed.
    package static let gzipFromBytes = 512
    package static let smallRequestBytes = 16 * 1024
    /// A client waits by itself for a server that asks for no more than this.
    package static let retryWaitSeconds = 15

    // Clocks.
    package static let clockAheadMilliseconds: Int64 = 5 * 60 * 1000

    // People and invitations.
    package static let nameBytes = 200
    /// Owners and tags in one line that is captured; what is beyond stays in its text.
    package static let namesPerLine = 64
    /// Values of one word of a filter, such as owners.
    package static let valuesPerWord = 64
    package static let tokenBytes = 32
    package static let invitationHours = 24
    /// Of one member, without those that were revoked.
    package static let devicesPerMember = 64
    /// Without those that were removed.
    package static let membersPerSpace = 1000
    /// That nobody has used yet.
    package static let invitationsPerSpace = 256
    /// Of one member, without those that have ended.
    package static let feedsPerMember = 32
    /// By one member, ended ones too.
    package static let feedsMadePerDay = 100
    /// A feed that ended stays on lists for so long.
    package static let endedFeedDays: Int64 = 7
    /// How long a feed is read unless something else is asked for, and at most.
    package static let feedDays = 90
    package static let feedDaysMost = 366
    package static let feedQueryBytes = 4096
    /// Entries in a feed, those that changed last.
    package static let feedEntries = 1000
    /// A device's last call is noted to within this, and a feed's.
    package static let lastSeenSeconds: Int64 = 10 * 60

    /// Certificates that a client keeps for its server.
    package static let certificateFileBytes = 256 * 1024

    // A client that keeps a log up to date.
    /// One line of a stream of events.
    package static let eventLineBytes = 4096
    /// How often it looks whether something waits to be sent.
    package static let watchTickMilliseconds: Int64 = 1000
    /// The first wait after a failure. It doubles up to `watchPollMilliseconds`.
    package static let watchBackoffMilliseconds: Int64 = 1000
    /// How often it syncs while it hears of no events.
    package static let watchPollMilliseconds: Int64 = 60_000
    /// A stream of events without a heartbeat for so long is dead.
    package static let watchSilenceMilliseconds: Int64 = 75_000

    // The log.
    /// Between two remembered values of the chain; checking a cursor hashes at most this many ids.
    package static let chainCheckpointInterval: UInt64 = 256
    /// Commands that can be undone, counted back from the last.
    package static let deedsKept = 50
    /// A bundle's content, unpacked.
    package static let bundleBytes = 256 * 1024 * 1024
    package static let importFileBytes = 16 * 1024 * 1024
    /// One line, row or object of a file that is read piece by piece: an entry with every field full, and room to spare.
    package static let importRowBytes = 1024 * 1024
    /// Rows of a file that cannot be taken and are named, one by one.
    package static let importProblemsNamed = 20
    /// After this a meeting or visit that is going on is asked about before anything more is put down to it.
    package static let contextHours: Int64 = 12

    // A server.
    /// Objects and lists inside one another, in a JSON body.
    package static let jsonDepth = 32
    /// All of a request's header fields together.
    package static let headerBytes = 16 * 1024
    package static let headerFields = 100
    /// A connection on which nothing happens is closed after this.
    package static let idleSeconds: Int64 = 75
    /// From the connection's start to the end of its first request's header fields.
    package static let headerSeconds: Int64 = 10
    /// From the end of the header fields to the end of the body.
    package static let bodySeconds: Int64 = 120
    /// How long a caller may leave what was written to it unread.
    package static let answerSeconds: Int64 = 300
    /// How long the rest of a request that was answered before its end is let in, so that the answer arrives.
    package static let lingerSeconds: Int64 = 2
    package static let lingerBytes = 1024 * 1024
    package static let connections = 16_384
    /// What a connection reads at first; more, once more comes.
    package static let firstReadBytes = 512
    package static let connectionsPerAddress = 512
    /// Items of one export: an entry under two headings is two.
    package static let exportItems = 100_000
    /// Exports that are being written, of one member and in all.
    package static let exportsPerAccount = 2
    package static let exportsAtOnce = 8
    /// Requests a second from one address, in the long run.
    package static let requestsPerAddress = 200
    /// Requests a second of one member, in the long run.
    package static let requestsPerAccount = 50
    /// Attempts to join a minute from one address.
    package static let joinsPerAddress = 30
    /// Readings of feeds a minute from one address.
    package static let feedsPerAddress = 120
    /// Readings of one feed at the same time, and of all feeds.
    package static let readersPerFeed = 4
    package static let feedReaders = 64
    /// How many seconds' requests may come at once.
    package static let burstSeconds = 10
    /// Calls of one member at the same time.
    package static let callsPerAccount = 8
    /// Addresses and members whose requests are counted.
    package static let callersRemembered = 65_536
    /// What all bodies that are being received may hold together.
    package static let bodiesBytes = 128 * 1024 * 1024
    /// Open streams of events.
    package static let listeners = 8192
    package static let listenersPerAccount = 16
    package static let heartbeatSeconds: Int64 = 25
    /// How soon a stream of events ends when a right was taken back by a command beside the server.
    package static let rightsCheckSeconds: Int64 = 1
    /// Changes that are committed together, one call more let through.
    package static let changesPerCommit = 4000
    /// Changes at the end of a log that are kept in memory while it is open, and their bytes.
    package static let tailChanges = 2000
    package static let tailBytes = 1024 * 1024
    /// Logs that are open at once, while no more are in use.
    package static let openSpaces = 128
    /// A log that is not used is closed after this.
    package static let spaceIdleSeconds: Int64 = 300
    /// How long open requests may take when the server stops.
    package static let stopSeconds: Int64 = 30
    /// A certificate that ends sooner is warned of.
    package static let certificateWarningDays: Int64 = 14
    /// How long `huddle-server health` waits for an answer.
    package static let healthSeconds: Int64 = 5
    /// How often a server tries its disk, however often it is asked whether it is ready.
    package static let readinessSeconds: Int64 = 1
    /// To the address that has the figures.
    package static let metricsConnections = 16
    /// Threads for what blocks: storage, packing, decoding.
    package static let workerThreads = 16
    /// Readers beside the writer of one database.
    package static let databaseReaders = 4
    /// How long a deleted space can be had back.
    package static let deletedSpaceDays: Int64 = 30
    /// From this share of its quota on, in per cent, an admin is told.
    package static let quotaWarningPercent: UInt64 = 80
    /// Between two looks for deleted spaces whose time is over.
    package static let purgeSeconds: Int64 = 600
    /// One line of an export: a change as base64, and what it says.
    package static let exportLineBytes = 4 * 1024 * 1024
    /// Free room on the disk below which a doctor warns.
    package static let diskWarningBytes: UInt64 = 256 * 1024 * 1024
    package static let settingsFileBytes = 64 * 1024

    // Webhooks.
    package static let webhooksPerSpace = 16
    package static let webhookURLBytes = 2048
    package static let webhookTemplateBytes = 8 * 1024
    /// A text of a note in what is sent; the rest is left out.
    package static let webhookTextBytes = 4000
    /// Of each of a closed meeting's open actions.
    package static let webhookListedTextBytes = 400
    /// Names, and a closed meeting's open actions, in what is sent.
    package static let webhookListLength = 50
    package static let webhookBodyBytes = 256 * 1024
    /// One try, from looking the name up to the end of the answer.
    package static let webhookSeconds: Int64 = 10
    /// Of a target's answer; the rest is not read.
    package static let webhookAnswerBytes = 1024
    /// Of that, what the log of deliveries keeps.
    package static let webhookExcerptBytes = 200
    package static let webhookTries = 12
    /// The first wait after a failure, about. Each next one is four times as long, up to `webhookLongestWaitMilliseconds`.
    package static let webhookFirstWaitMilliseconds: Int64 = 5000
    package static let webhookLongestWaitMilliseconds: Int64 = 6 * 3_600_000
    /// From what happened to the last try.
    package static let webhookGiveUpHours: Int64 = 72
    /// A target that has taken nothing for so long is told nothing more.
    package static let webhookDisableHours: Int64 = 120
    /// Deliveries of one webhook that wait; what is beyond waits in the log.
    package static let webhookQueue = 1000
    /// Changes of a log that are looked through at a time.
    package static let webhookPage = 500
    /// Targets that are called at the same time, each with one delivery.
    package static let webhooksAtOnce = 8
    /// Deliveries of one webhook that are over and kept to be looked at.
    package static let webhookDeliveriesKept = 200
    /// How long the former secret signs as well.
    package static let webhookRotationHours: Int64 = 24
}
