import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Reads files of minutes and saves what is new in them, each file whole or not at all.
struct MinutesImporter {
    private let log: HuddleLog
    private let isDryRun: Bool
    /// What a dry run would have saved by now.
    private var pretended: Set<RecordID> = []

    init(log: HuddleLog, isDryRun: Bool) {
        self.log = log
        self.isDryRun = isDryRun
    }

    /// - Throws: `UsageError.missingFile`, `MinutesError`, `HomeError`, or what the store answers.
    mutating func take(_ file: String) throws -> MinutesReport {
        guard let bytes = try Files.readWhole(file, limit: Limits.importFileBytes) else {
            throw UsageError.missingFile(file)
        }
        let minutes = try MinutesReader().read(bytes, name: file)
        let drafts = try MinutesDrafts(minutes, hash: log.host.hash)
        let new = try save([drafts.meeting] + drafts.actions)
        return MinutesReport(
            file: file, minutes: minutes, meeting: drafts.meeting.id,
            newActions: drafts.actions.map { new.contains($0.id) })
    }

    private mutating func save(_ records: [MinutesDrafts.Record]) throws -> Set<RecordID> {
        guard isDryRun else {
            return try log.addMissing(records.map { RecordDraft(id: $0.id, type: $0.type, draft: $0.draft) })
        }
        let ids = Set(records.map(\.id))
        let new = ids.subtracting(try log.known(Array(ids))).subtracting(pretended)
        pretended.formUnion(new)
        return new
    }
}
