import HuddleCore

/// A record that a search found, with the texts in which it found something.
package struct FoundRecord: Hashable, Sendable {
    package let stored: StoredProjection
    package let passages: [Passage]

    package init(stored: StoredProjection, passages: [Passage]) {
        self.stored = stored
        self.passages = passages
    }
}

/// A text in parts, those marked that were searched for.
package struct Passage: Hashable, Sendable {
    package struct Piece: Hashable, Sendable {
        package let text: String
        package let isHit: Bool

        package init(_ text: String, isHit: Bool) {
            self.text = text
            self.isHit = isHit
        }
    }

    package let field: SearchedField
    package let pieces: [Piece]

    package init(field: SearchedField, pieces: [Piece]) {
        self.field = field
        self.pieces = pieces
    }

    package var hits: Int { pieces.count { $0.isHit } }
}

/// The texts that are searched, in the order of the index's columns.
package enum SearchedField: Int, CaseIterable, Hashable, Sendable {
    case text, details, customer, product, site, people, tags

    package var name: String {
        switch self {
        case .text: "text"
        case .details: "details"
        case .customer: "customer"
        case .product: "product"
        case .site: "site"
        case .people: "people"
        case .tags: "tags"
        }
    }

    /// Whether it holds several names, and not one text.
    package var isSet: Bool { self == .people || self == .tags }

    /// How much more a hit here says than one elsewhere.
    var weight: Double {
        switch self {
        case .text: 10
        case .tags: 6
        case .customer, .product: 5
        case .site, .people: 3
        case .details: 2
        }
    }
}

/// The order of what was found: the best first, and of equals the newest.
///
/// It is BM25 over fields (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) without how rare each word is:
/// every record found has every word, and to count a common word over a whole log takes a second where finding takes
/// a millisecond.
package enum SearchRanking {
    private static let saturation = 1.2
    private static let lengthWeight = 0.75
    /// In letters.
    private static let usualLength = 100.0

    package static func ranked(_ found: [FoundRecord]) -> [FoundRecord] {
        let scored = found.map { (found: $0, score: score($0)) }
        return scored.sorted { left, right in
            let (one, other) = (left.found.stored.projection, right.found.stored.projection)
            return (left.score, one.created, one.id) > (right.score, other.created, other.id)
        }.map(\.found)
    }

    private static func score(_ found: FoundRecord) -> Double {
        found.passages.reduce(0) { sum, passage in
            let hits = Double(passage.hits)
            let length = Double(passage.pieces.reduce(0) { $0 + $1.text.utf8.count })
            let damping = 1 - lengthWeight + lengthWeight * length / usualLength
            return sum + passage.field.weight * hits * (saturation + 1) / (hits + saturation * damping)
        }
    }
}
