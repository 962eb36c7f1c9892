import HuddleWire

/// The lines of an export are refused with a reason, or are the same however the file is cut.
enum ExportFuzz {
    /// What came of a file.
    private struct Outcome: Equatable {
        var lines: [ExportLine] = []
        var refusal: String?
        var number = 0
    }

    /// The first byte says how long the pieces are.
    static func run(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let file = bytes.dropFirst()
        let whole = read(Pieces(of: file, length: max(file.count, 1)))
        precondition(whole == read(Pieces(of: file, length: Int(first) + 1)), "it depends on how the file is cut")
        precondition(whole.refusal != "", "a refusal without a reason")
        let ends = file.count { $0 == UInt8(ascii: "\n") }
        precondition(whole.number <= ends + 1 && whole.lines.count <= ends, "a line that there is not")
        if whole.refusal == nil { precondition(whole.lines.count == ends, "a line was lost") }
    }

    private static func read(_ pieces: Pieces) -> Outcome {
        var reader = ExportLineReader()
        var outcome = Outcome()
        do throws(WireError) {
            for piece in pieces {
                reader.append(piece)
                while let line = try reader.next() { outcome.lines.append(line) }
            }
            try reader.finish()
        } catch {
            outcome.refusal = error.description
        }
        outcome.number = reader.number
        return outcome
    }
}
