import HuddleCore

/// A typed line is refused for its date alone; otherwise it is written down and read again as the same.
enum CaptureFuzz {
    /// The first byte chooses whether the kind is said elsewhere.
    static func run(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let typed = String(decoding: bytes.dropFirst(), as: UTF8.self)
        let kinds = EntryKind.allCases
        let isSaid = Int(first) < kinds.count
        let source: CaptureLine.KindSource = isSaid ? .said(kinds[Int(first)]) : .mark(otherwise: .note)
        let today = CivilDate(daysSince1970: 20_778)
        let line: CaptureLine
        do throws(CaptureLineError) {
            line = try CaptureLine(typed, kind: source, today: today)
        } catch {
            precondition(typed.lowercased().contains("due:"), "refused for something else than a date")
            return
        }
        precondition(
            line.text.isEmpty == typed.unicodeScalars.allSatisfy { $0.properties.isWhitespace }, "text was lost")
        precondition(line.owners.count + line.tags.count <= Limits.namesPerLine, "more names than a line may have")
        guard !line.text.isEmpty else { return }
        precondition((try? CaptureLine(line.written, today: today)) == line, "a line, written and read, differs")
    }
}
