import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Reads files of minutes and takes over what is new in them, each file whole or not at all.
struct MinutesImporter {
    private let log: HuddleLog
    private let reader: MinutesReader
    private let isDryRun: Bool
    private let isUndeleting: Bool
    /// What a dry run would have saved by now.
    private var pretended: Set<RecordID> = []

    init(log: HuddleLog, reader: MinutesReader, isDryRun: Bool, isUndeleting: Bool) {
        self.log = log
        self.reader = reader
        self.isDryRun = isDryRun
        self.isUndeleting = isUndeleting
    }

    /// - Throws: `UsageError.missingFile`, `NotText`, `MinutesError`, `HomeError`, or what the store answers.
    mutating func take(_ file: String) throws -> MinutesReport {
        guard let bytes = try Files.readWhole(file, limit: Limits.importFileBytes) else {
            throw UsageError.missingFile(file)
        }
        if let error = NotText(file, head: Array(bytes.prefix(8))) { throw error }
        let minutes = try reader.read(bytes, name: file)
        let drafts = try MinutesDrafts(minutes, hash: log.host.hash)
        let outcomes = try save([drafts.meeting] + drafts.actions, from: minutes.fileName)
        return MinutesReport(
            file: file, minutes: minutes, meeting: drafts.meeting.id,
            meetingName: try log.stored(drafts.meeting.id)?.shortID, meetingOutcome: outcomes[0],
            outcomes: Array(outcomes.dropFirst()))
    }

    private mutating func save(_ records: [MinutesDrafts.Record], from file: String) throws -> [TakenOver] {
        let statements = records.map { $0.statement(source: file) }
        let outcomes = try log.takeOver(isDryRun: isDryRun, isUndeleting: isUndeleting) { try $0.take(statements) }
        guard isDryRun else { return outcomes }
        return zip(records, outcomes).map { record, outcome in
            outcome == .new && !pretended.insert(record.id).inserted ? .unchanged : outcome
        }
    }
}
