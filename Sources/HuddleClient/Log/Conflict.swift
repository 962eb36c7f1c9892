package import HuddleCore
package import HuddleStore

/// One value of a field, with who wrote it, when and where.
package struct WrittenValue: Hashable, Sendable {
    /// Counts the field's values from 1. The same on every machine that has the same changes.
    package let number: Int
    package let value: Value
    /// The value for people, on one line: of a reference, what it refers to.
    package private(set) var words: String
    package let standing: History.Standing
    package let time: WallTime
    /// Nil for a replica that no person is known to write from.
    package let author: String?
    package let replica: ReplicaID
    /// Whether this log's person wrote it, here or elsewhere.
    package let isMine: Bool
    /// Whether it was written on this machine.
    package let isHere: Bool

    fileprivate func said(of cell: CellName) -> WrittenValue {
        var said = self
        said.words = value.words(of: cell, said: words)
        return said
    }
}

/// Every value that one field ever had.
package struct FieldHistory: Hashable, Sendable {
    package let name: CellName
    /// The name for people, such as `owner Tom` or `addresses fkmd The valve leaks`.
    package let words: String
    package let values: [WrittenValue]
    /// The latest value that the authors of all open values had seen.
    package let commonBase: WrittenValue?

    package init(name: CellName, words: String, values: [WrittenValue], commonBase: WrittenValue?) {
        self.name = name
        self.words = words
        self.values = values.map { $0.said(of: name) }
        self.commonBase = commonBase?.said(of: name)
    }

    package var open: [WrittenValue] { values.filter { $0.standing != .replaced } }

    package var winner: WrittenValue? { values.first { $0.standing == .winner } }

    package var now: FieldStatement? { winner.map { FieldStatement(field: words, value: $0.words) } }
}

/// What a field says, for people, on one line.
package struct FieldStatement: Hashable, Sendable {
    /// Such as `text` or `owner Tom`.
    package let field: String
    /// Of a reference, what it refers to.
    package let value: String
}

/// A record on which people disagree without having known of each other.
package struct Conflict: Hashable, Sendable {
    package let record: StoredProjection
    /// Empty for a record that was only edited while it was deleted.
    package let fields: [FieldHistory]
    /// Whether one of the open values was written by this log's person.
    package let isMine: Bool
}

/// Which of a field's values a resolution keeps.
package enum Resolution: Hashable, Sendable {
    case mine
    case theirs
    case latest
    case number(Int)
    case text(String)
}

/// Why a conflict cannot be resolved so. Nothing was changed.
package enum ResolveError: Error, Hashable, Sendable {
    /// There is no conflict; the field says this.
    case noConflict(FieldStatement)
    /// Nobody disagrees about any field of this record; those that were ever written anew say this.
    case nothingToResolve([FieldStatement])
    /// More than one field is in conflict: say which.
    case whichField([String])
    case noSuchNumber(Int, of: Int)
    /// None of the open values, or all of them, are yours.
    case notOneOf(Resolution)
    case notText(field: String)
}

extension Resolution {
    func value(in history: FieldHistory) throws(ResolveError) -> Value {
        switch self {
        case .number(let number):
            guard let value = history.values.first(where: { $0.number == number })?.value else {
                throw .noSuchNumber(number, of: history.values.count)
            }
            return value
        case .latest: return try only(history.open.filter { $0.standing == .winner })
        case .mine: return try only(history.open.filter(\.isMine))
        case .theirs: return try only(history.open.filter { !$0.isMine })
        case .text(let text):
            guard history.open.allSatisfy({ $0.value.text != nil || $0.value == .none }) else {
                throw .notText(field: history.words)
            }
            return text.isEmpty ? .none : .text(text)
        }
    }

    /// Several values are one when they say the same.
    private func only(_ values: [WrittenValue]) throws(ResolveError) -> Value {
        guard let first = values.first, values.allSatisfy({ $0.value == first.value }) else { throw .notOneOf(self) }
        return first.value
    }
}

extension ResolveError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noConflict(let now):
            "Nobody disagrees about the field \(now.field) any more. It says: \(now.value). Nothing was changed."
        case .nothingToResolve([]): "Nobody disagrees about anything here. Nothing was changed."
        case .nothingToResolve(let now):
            "Nobody disagrees about anything here any more. "
                + now.map { "The field \($0.field) says: \($0.value). " }.joined() + "Nothing was changed."
        case .whichField(let fields):
            "More than one field is in conflict: \(fields.joined(separator: ", ")). Nothing was "
                + "changed: name one of them after the id."
        case .noSuchNumber(let number, let count):
            "There is no value number \(number); there are \(count). Nothing was changed: `huddle history ID` shows them."
        case .notOneOf(.mine), .notOneOf(.theirs):
            "Not exactly one of the values is meant by that. Nothing was changed: give its number, as `huddle conflicts` "
                + "shows it."
        case .notOneOf: "No single value is meant by that. Nothing was changed: give its number."
        case .notText(let field):
            "The field \(field) holds no text. Nothing was changed: keep one of its values by number."
        }
    }
}

extension Value {
    /// For people, on one line.
    package var words: String {
        switch self {
        case .none: "nothing"
        case .text(let text): text.visible
        case .flag(let flag): flag ? "yes" : "no"
        case .number(let number): String(number)
        case .reference(let id): id.text
        case .unknown: "a value of a newer version"
        }
    }
}
