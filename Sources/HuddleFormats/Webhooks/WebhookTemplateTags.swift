import HuddleCore

/// What a template that a server renders may be made of.
enum WebhookTemplateTags {
    private static let lists: Set<String> = ["owners", "tags", "people", "actions"]
    /// Sections inside one another.
    private static let depth = 8

    /// - Throws: `TemplateError`, where it could read something else, put texts in unescaped, or go on for ever.
    static func check(_ text: String) throws(TemplateError) {
        var open: [String] = []
        // As bytes: an accent behind a brace makes another character of it, and stays a brace to other readers.
        let bytes = Array(text.utf8)
        var position = 0
        var line = 1
        while position < bytes.count {
            guard bytes[position...].starts(with: "{{".utf8) else {
                if bytes[position] == UInt8(ascii: "\n") { line += 1 }
                position += 1
                continue
            }
            let start = position + 2
            var end = start
            while end < bytes.count, !bytes[end...].starts(with: "}}".utf8) { end += 1 }
            guard end < bytes.count else { throw TemplateError(line: line, detail: "a tag is not closed; expected }}") }
            try check(tag: String(decoding: bytes[start..<end], as: UTF8.self)[...], line: line, open: &open)
            line += bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
            position = end + 2
        }
        if let left = open.last { throw TemplateError(line: line, detail: "\(left.visible) is opened and not closed") }
    }

    private static func check(
        tag: Substring, line: Int, open: inout [String]
    ) throws(TemplateError) {
        let content = String(tag.dropFirst()).trimmed
        switch tag.first {
        case "#", "^":
            try checkName(content, line)
            if lists.contains(content), open.contains(where: { lists.contains($0) }) {
                throw TemplateError(line: line, detail: "\(content.visible) is a list, and stands inside a list")
            }
            guard open.count < depth else {
                throw TemplateError(line: line, detail: "more than \(depth) sections stand inside one another")
            }
            open.append(content)
        case "/":
            guard open.popLast() == content else {
                throw TemplateError(line: line, detail: "\(content.visible) is closed and was not the last one opened")
            }
        case "!": break
        case "%":
            let type = content.replacing("CONTENT_TYPE:", with: "").trimmed
            guard content.hasPrefix("CONTENT_TYPE:"), ChatEscaping(rawValue: type) != nil else {
                let known = ChatEscaping.allCases.map(\.rawValue).joined(separator: ", ")
                throw TemplateError(line: line, detail: "expected CONTENT_TYPE: and one of \(known)")
            }
        case "{", "&": throw TemplateError(line: line, detail: "texts are always escaped here; write {{name}}")
        case ">", "<", "$", "=":
            throw TemplateError(line: line, detail: "no other templates and no other signs for tags are known here")
        default: try checkName(String(tag).trimmed, line)
        }
    }

    private static func checkName(_ name: String, _ line: Int) throws(TemplateError) {
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        guard name == "." || isName && !name.isEmpty else {
            throw TemplateError(line: line, detail: "\(name.visible) is no name; names are small letters and _")
        }
    }
}
