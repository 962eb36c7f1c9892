import HuddleClient
import HuddleCore

/// The people of a log, found by what others call them.
struct KnownNames: Hashable {
    /// Whom a typed name stands for.
    enum Meaning: Hashable {
        case person(String)
        /// A first name that several people have.
        case several(String, [String])
        /// Nobody here, and who might have been meant.
        case unknown(String, nearest: String?)
    }

    private let names: [String]
    private let me: String?

    init(names: [String], me: String?) {
        self.names = names
        self.me = me
    }

    init(_ log: HuddleLog) throws {
        self.init(names: try log.people().map(\.name), me: try log.me()?.name)
    }

    /// The full name of whoever is meant: `me`, a full name, or a first name that only one person has. Anything else is taken
    /// as it was typed.
    func full(_ typed: String) -> String {
        switch meaning(of: typed) {
        case .person(let name), .several(let name, _), .unknown(let name, _): name
        }
    }

    /// As `full`; a full name may also be written as one word, `maria.silva` or `maria_silva`.
    func meaning(of typed: String) -> Meaning {
        let trimmed = typed.trimmed
        if let me, trimmed == "me" || trimmed == "@me" { return .person(me) }
        let name = trimmed.hasPrefix("@") ? String(trimmed.dropFirst()) : trimmed
        let folded = Names.folded(name)
        if let exact = names.first(where: { Names.folded($0) == folded }) { return .person(exact) }
        let first = names.filter { Self.firstName(of: $0) == folded }
        if first.count > 1 { return .several(name, first) }
        if let only = first.first { return .person(only) }
        let spaced = folded.split { $0 == "." || $0 == "_" }.joined(separator: " ")
        if let exact = names.first(where: { Names.folded($0) == spaced }) { return .person(exact) }
        return .unknown(name, nearest: nearest(to: folded))
    }

    private func nearest(to folded: String) -> String? {
        let calls = names.flatMap { [Names.folded($0), Self.firstName(of: $0)] }
        guard let nearest = NearestWord.to(folded, in: calls) else { return nil }
        return names.first { Names.folded($0) == nearest || Self.firstName(of: $0) == nearest }
    }

    private static func firstName(of name: String) -> String {
        Names.folded(name).split(separator: " ").first.map(String.init) ?? ""
    }
}
