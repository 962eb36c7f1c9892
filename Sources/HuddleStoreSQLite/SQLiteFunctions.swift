import GRDB
import HuddleCore

/// What queries need and SQLite lacks: names compared beyond ASCII.
enum SQLiteFunctions {
    /// `folded(text)`: as `Names.folded`.
    static let folded = DatabaseFunction("folded", argumentCount: 1, pure: true) { values in
        String.fromDatabaseValue(values[0]).map { Names.folded($0) }
    }

    /// `listed(elements, wanted)`: whether one of the elements is `wanted` (folded).
    static let listed = DatabaseFunction("listed", argumentCount: 2, pure: true) { values in
        guard let elements = String.fromDatabaseValue(values[0]), let wanted = String.fromDatabaseValue(values[1])
        else { return false }
        return elements.split(separator: RecordColumns.separator).contains { Names.folded(String($0)) == wanted }
    }

    /// `named(elements, wanted)`: whether one of the elements is `wanted` (folded), or is a name that starts with it as a word.
    static let named = DatabaseFunction("named", argumentCount: 2, pure: true) { values in
        guard let elements = String.fromDatabaseValue(values[0]), let wanted = String.fromDatabaseValue(values[1])
        else { return false }
        return elements.split(separator: RecordColumns.separator).contains { element in
            let folded = Names.folded(String(element))
            return folded == wanted || folded.hasPrefix(wanted + " ")
        }
    }
}
