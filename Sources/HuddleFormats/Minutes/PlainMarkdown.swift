import HuddleCore

extension String {
    /// The words of a line of Markdown: links as their text, without signs of emphasis and code, on one line.
    /// For short texts: every open bracket looks ahead for its end.
    var plainMarkdown: String {
        var words = ""
        var rest = Substring(self)
        while let first = rest.popFirst() {
            switch first {
            case "[":
                guard let link = rest.takeLink() else {
                    words.append(first)
                    continue
                }
                words += link
            case "*", "`":
                continue
            case "\\":
                if let next = rest.first, next.isPunctuation || next.isSymbol {
                    words.append(next)
                    rest.removeFirst()
                }
            default:
                words.append(first)
            }
        }
        return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

extension Substring {
    /// After an opening bracket: takes `text](address)` and gives the text.
    fileprivate mutating func takeLink() -> String? {
        guard let close = firstIndex(of: "]"), let open = index(close, offsetBy: 1, limitedBy: endIndex),
            open < endIndex, self[open] == "(", let end = self[open...].firstIndex(of: ")")
        else { return nil }
        let text = String(self[..<close])
        self = self[index(after: end)...]
        return text
    }
}
