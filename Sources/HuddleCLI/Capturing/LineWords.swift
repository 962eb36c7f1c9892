import HuddleCore

/// The words of a command line as one line of the grammar.
enum LineWords {
    /// The shell has taken the quotation marks off `customer:"Acme Steel"`. Where such a value is an argument of its own it gets
    /// them back; a single argument is the whole line, and stays as it is.
    static func joined(_ words: [String]) -> String {
        guard words.count > 1 else { return words.first ?? "" }
        return words.map(whole).joined(separator: " ")
    }

    private static func whole(_ word: String) -> String {
        guard word.contains(where: \.isWhitespace), !word.contains("\"") else { return word }
        if let sign = word.first, sign == "@" || sign == "#" {
            return String(sign) + CaptureLine.name(String(word.dropFirst()), sign: String(sign))
        }
        let parts = word.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let key = CaptureLine.Key(rawValue: parts[0].lowercased()),
            parts[1].first?.isWhitespace == false
        else { return word }
        return CaptureLine.field(key, String(parts[1]))
    }
}
