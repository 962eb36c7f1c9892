import HuddleTestSupport
import Testing

/// Changes whose rows are gone, as a write that never reached the disk leaves them: the record's row is the last that has their
/// words, and is not given up.
@Suite(.serialized)
struct MissingChangeTests {
    private static let last = "(SELECT max(key) FROM change)"

    private let folder: TemporaryFolder
    private let maria: Machine

    init() throws {
        folder = try TemporaryFolder()
        maria = try Machine.ofMaria(in: folder)
    }

    /// - Parameters:
    ///   - isEdited: Whether the change that is lost is an edit, or all that there was of the entry.
    ///   - isTaken: Whether another entry was written afterwards, which takes the lost one's place in the table.
    @Test(arguments: [false, true], [false, true])
    func aMissingChangeIsNamedAndWhatIsShownOfItIsSalvaged(isEdited: Bool, isTaken: Bool) throws {
        defer { folder.remove() }
        let added = Team.expect(try maria.huddle("add", isEdited ? "Ship 10" : "Ship 100"))
        if isEdited { Team.expect(try maria.huddle("edit", String(added.prefix { $0 != " " }), "--text", "Ship 100")) }
        try maria.tamper("DELETE FROM change WHERE key = \(Self.last)")
        if isTaken { Team.expect(try maria.huddle("add", "later")) }
        let right = isTaken ? ["Ship 100", "later"] : ["Ship 100"]
        for arguments in [["doctor"], ["doctor", "--rebuild"]] {
            let output = try maria.huddle(arguments: arguments)
            #expect(output.status == 1 && output.stdout.contains("\"Ship 100\" is missing in part"), "\(output.stdout)")
            #expect(output.stdout.contains("doctor --salvage") && !output.stdout.contains("`huddle doctor --rebuild`"))
            #expect(!output.stdout.contains("mended"), "\(output.stdout)")
        }
        #expect(try maria.texts().sorted() == right)
        let target = folder.path + "/saved"
        let output = try maria.huddle("doctor", "--salvage", target)
        #expect(output.status == 1 && output.stdout.contains("1 could not be read"), "\(output.stdout)")
        #expect(output.stderr.contains("1 record was saved as last shown here"), "\(output.stderr)")
        let saved = try Machine("saved", in: folder)
        #expect(try saved.texts().sorted() == right)
        #expect(Team.expect(try saved.huddle("doctor")).hasPrefix("This log is sound."))
    }
}
