import HuddleCore

/// An entry as a text to be edited: a field a line, then the text and the details.
///
///     kind: action
///     due: 2026-12-01
///     owner: Maria Silva
///     --- text
///     Send two blades
///     --- details
///
/// A field that can hold several has a line for each. Above the text, lines that start with `#` are left out.
struct EntryForm: Hashable {
    /// What can be written in front of a colon, in the order of the form.
    enum Key: String, CaseIterable {
        case kind, status, owner, due, priority, customer, product, site, tag, meeting

        var isList: Bool { self == .owner || self == .tag }
    }

    /// Why a form cannot be read, and in which of its lines.
    enum Mistake: Error, Hashable {
        case noField(line: Int, String)
        case noColon(line: Int)
        case twice(line: Int, Key)
        case noText
    }

    private static let textMark = "--- text"
    private static let detailsMark = "--- details"
    /// In front of a line of a text that would be taken for a mark.
    private static let cover = "\\"

    var values: [Key: [String]] = [:]
    var text = ""
    var details = ""

    init() {}

    /// - Throws: `Mistake`.
    init(parsing file: String) throws(Mistake) {
        var section: String?
        var (text, details): ([String], [String]) = ([], [])
        for (number, line) in file.editedLines.enumerated() {
            if section == nil, line == Self.textMark {
                section = Self.textMark
            } else if section == Self.textMark, line == Self.detailsMark {
                section = Self.detailsMark
            } else if section == Self.textMark {
                text.append(Self.uncovered(line))
            } else if section == Self.detailsMark {
                details.append(Self.uncovered(line))
            } else if line == Self.detailsMark {
                throw .noText
            } else {
                try read(String(line), number: number + 1)
            }
        }
        guard section != nil else { throw .noText }
        self.text = text.joined(separator: "\n").trimmed
        self.details = details.joined(separator: "\n").trimmed
    }

    /// The whole file, with `remarks` on top.
    func file(remarks: [String]) -> String {
        var lines = remarks.map { $0.isEmpty ? "#" : "# " + $0 }
        for key in Key.allCases {
            let known = values[key] ?? []
            let shown = key.isList ? known + [""] : known.isEmpty ? [""] : known
            lines += shown.map { $0.isEmpty ? key.rawValue + ":" : key.rawValue + ": " + $0 }
        }
        lines.append(Self.textMark)
        lines += Self.covered(text)
        lines.append(Self.detailsMark)
        lines += details.isEmpty ? [] : Self.covered(details)
        return lines.joined(separator: "\n") + "\n"
    }

    private mutating func read(_ line: String, number: Int) throws(Mistake) {
        guard !line.trimmed.isEmpty, !line.hasPrefix("#") else { return }
        guard let colon = line.firstIndex(of: ":") else { throw .noColon(line: number) }
        let name = line[..<colon].trimmingPrefix { $0.isWhitespace }
        guard let key = Key(rawValue: String(name).trimmed.lowercased()) else {
            throw .noField(line: number, String(name).trimmed)
        }
        let value = String(line[line.index(after: colon)...]).trimmed
        guard !value.isEmpty else { return }
        guard key.isList || values[key] == nil else { throw .twice(line: number, key) }
        values[key, default: []].append(value)
    }

    private static func covered(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("---") || line.hasPrefix(cover) ? cover + line : String(line)
        }
    }

    private static func uncovered(_ line: Substring) -> String {
        String(line.hasPrefix(cover) ? line.dropFirst() : line)
    }
}

extension EntryForm.Mistake: CustomStringConvertible {
    var description: String {
        switch self {
        case .noField(let line, let name):
            "Line \(line): there is no field \"\(name.visible)\"."
                + (NearestWord.to(name, in: EntryForm.Key.allCases.map(\.rawValue)).map { " Did you mean \"\($0)\"?" }
                    ?? "")
        case .noColon(let line): "Line \(line) has no colon: write the field's name, a colon, and what it is to say."
        case .twice(let line, let key): "Line \(line): there is a \(key.rawValue) already, and an entry has one."
        case .noText: "The line \"--- text\" is gone, so it cannot be told what is the text."
        }
    }
}
