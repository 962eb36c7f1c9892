import HuddleCore

extension HelpTopic {
    static var grammarText: String {
        let marks = EntryKind.allCases.map { kind in
            "  " + TextWidth.padded(sign(of: kind), to: 8) + TextWidth.padded(kind.rawValue, to: 13) + kind.purpose
        }
        return """
            What one captured line can say, in `huddle add`, in `huddle KIND` and in
            `huddle capture`. What was understood is printed back.

            At the start, a mark gives the kind:
            \(marks.joined(separator: "\n"))

            Anywhere in it:
              @maria        who takes care of it; @me for yourself. A first name is
                            enough where only one person has it. @"Maria Silva"
              #quality      a word to find it by. #"guard door"
              customer:Acme the customer; customer:"Acme Steel" where it has spaces.
                            Also product:, site: and meeting: (an id or a title)
              to:Acme       the customer, in a promise
              due:fri       when it is due: today, tomorrow, fri, +3d, +2w, dec 1,
                            2026-12-01
              p:high        how much it matters: high, medium or low

            These are taken out of the text. An @owner or a #tag in the middle of a
            sentence stays in it and counts all the same: Ask @maria about line 4.

            Kept as text: jo@example.com, #42, https://example.com/#top, 10:30, a
            second customer:, and whatever stands in "quotation marks". A backslash
            keeps a sign literal: \\@maria, \\#quality, \\due:fri, \\- five degrees.

            With a kind from elsewhere (`huddle idea …`, --kind) a mark is text too.
            Options such as --owner and --due win over what the line says.

            In a shell, put the line in single quotes:

              huddle add '! The guard door jams twice a shift customer:Acme #quality'
              huddle add '- Send two blades @maria due:fri p:high'
              huddle promise 'Press 9 ships in May to:"Acme Steel"'
            """
    }

    private static func sign(of kind: EntryKind) -> String {
        guard let mark = kind.mark else { return "(none)" }
        return kind == .action ? "\(mark) or []" : String(mark)
    }
}
