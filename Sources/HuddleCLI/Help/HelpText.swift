/// What a command's help says below its first line: a sentence or two, then examples to copy.
enum HelpText {
    static func discussion(_ text: String, examples: [String]) -> String {
        (text.isEmpty ? "" : text + "\n\n") + "Examples:\n" + examples.map { "  " + $0 }.joined(separator: "\n")
    }
}
