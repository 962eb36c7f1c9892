/// What a file says of one record: what an import takes over.
///
/// A field that the file can speak of stands in it, empty ones too, so that a value that was taken out of the file can be
/// told from one that the file has no place for.
package struct FileStatement: Hashable, Sendable {
    package let record: RecordID
    package let type: RecordType
    /// Plain fields, `.none` for an empty one, and the elements of sets.
    package let draft: Draft
    /// The sets that the file can speak of. An element that is not in the draft is not in the file's set.
    package let sets: [CellName]
    /// Where it stands: file and line.
    package let source: String
    /// The moment whose state of this record the file was written from, where it says so.
    package let asOf: WallTime?
    /// Fields that show the meeting's value where the record has none of its own.
    package let inherited: [CellName]

    package init(
        record: RecordID, type: RecordType, draft: Draft, sets: [CellName], source: String, asOf: WallTime? = nil,
        inherited: [CellName] = []
    ) {
        self.record = record
        self.type = type
        self.draft = draft
        self.sets = sets
        self.source = source
        self.asOf = asOf
        self.inherited = inherited
    }

    package func value(of name: CellName) -> Value? {
        draft.writes.first { $0.cell == name }?.value
    }

    /// The same of other records.
    package func renaming(_ records: [RecordID: RecordID]) -> FileStatement {
        FileStatement(
            record: records[record] ?? record, type: type, draft: draft.renaming(records), sets: sets, source: source,
            asOf: asOf, inherited: inherited)
    }
}
