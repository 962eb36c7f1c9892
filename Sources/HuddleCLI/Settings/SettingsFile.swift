import HuddleCore

/// The file of settings: `KEY = VALUE` on a line of its own, and comments, which begin with `#`. Whatever else stands in it stays.
///
/// Where a key stands twice, the later line counts.
struct SettingsFile: Hashable {
    /// A line that says something which no setting is.
    struct Stray: Hashable {
        let number: Int
        /// The key that it gives a value, nil where it has none.
        let key: String?
    }

    private static let mark = "#"

    private var lines: [String]

    init(parsing text: String) {
        // By code points: a carriage return and a line feed are one character to Swift.
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            String(line.last == "\r" ? line.dropLast() : line)
        }
        if lines.last == "" { lines.removeLast() }
    }

    /// A new file: every setting with what it does, none of them set.
    static var template: SettingsFile {
        let settings = Setting.allCases.map { setting in
            """

            # \(setting.purpose)
            # It is \(setting.allowed).
            # \(setting.rawValue) = \(setting.standard ?? setting.example)
            """
        }
        return SettingsFile(
            parsing: """
                # Huddle's settings, one a line: KEY = VALUE. `huddle help settings` describes them.
                # Lines that begin with # are comments. `huddle config set` leaves them as they are.

                """ + settings.joined(separator: "\n"))
    }

    var text: String { lines.map { $0 + "\n" }.joined() }

    /// The value that a setting has, and the number of its line.
    func value(of setting: Setting) -> (value: String, line: Int)? {
        guard let line = lines.lastIndex(where: { Self.pair($0)?.key == setting.rawValue }),
            let pair = Self.pair(lines[line])
        else { return nil }
        return (pair.value, line + 1)
    }

    /// The line that has the setting is replaced; otherwise it goes below the comment that shows it, or to the end.
    mutating func set(_ setting: Setting, to value: String) {
        let line = setting.rawValue + " = " + value
        if let known = self.value(of: setting) {
            lines[known.line - 1] = line
        } else if let place = lines.lastIndex(where: { Self.keyShown(in: $0) == setting.rawValue }) {
            lines.insert(line, at: place + 1)
        } else {
            lines.append(line)
        }
    }

    /// - Returns: Whether it was set.
    mutating func unset(_ setting: Setting) -> Bool {
        let count = lines.count
        lines.removeAll { Self.pair($0)?.key == setting.rawValue }
        return lines.count < count
    }

    var strays: [Stray] {
        lines.enumerated().compactMap { position, line in
            let words = line.trimmed
            guard !words.isEmpty, !words.hasPrefix(Self.mark) else { return nil }
            let key = Self.pair(line)?.key
            return key.flatMap(Setting.init) == nil ? Stray(number: position + 1, key: key) : nil
        }
    }

    private static func pair(_ line: String) -> (key: String, value: String)? {
        let words = line.trimmed
        guard !words.hasPrefix(mark), let sign = words.firstIndex(of: "=") else { return nil }
        return (String(words[..<sign]).trimmed, String(words[words.index(after: sign)...]).trimmed)
    }

    /// The key that a comment such as `# editor = vi` shows.
    private static func keyShown(in line: String) -> String? {
        line.hasPrefix(mark) ? pair(String(line.dropFirst(mark.count)))?.key : nil
    }
}
