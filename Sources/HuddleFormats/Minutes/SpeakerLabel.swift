/// `Ann:` or `AL/BO:` in front of what somebody said.
enum SpeakerLabel {
    static func starts(_ content: String) -> Bool {
        guard let first = content.first, first.isUppercase, let colon = content.prefix(40).firstIndex(of: ":"),
            !content[content.index(after: colon)...].hasPrefix("//")
        else { return false }
        let label = content[..<colon]
        return label.split(separator: " ").count <= 3
            && label.allSatisfy { $0.isLetter || " .'’-/&".contains($0) }
    }
}
