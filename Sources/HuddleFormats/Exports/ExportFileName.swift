package import HuddleCore

/// Names for the files of an export in several, and for downloads. What somebody is called never decides where a file goes.
package enum ExportFileName {
    /// Bytes of the name without its number and ending.
    private static let bytes = 60

    /// A name of lower-case letters, digits and single hyphens, which is not among `taken` and is put there.
    package static func make(for text: String, ending: String, taken: inout Set<String>) -> String {
        let base = word(text, bytes: bytes)
        var result = base + "." + ending
        var number = 2
        while !taken.insert(result).inserted {
            result = base + "-\(number)." + ending
            number += 1
        }
        return result
    }

    /// The name of a download, without its ending.
    package static func make(space: String, of subject: ListSubject, on day: CivilDate) -> String {
        [word(space, bytes: bytes), subject.rawValue, day.text].joined(separator: "-")
    }

    /// The name of something that is no list of a day's.
    package static func make(of name: String) -> String { word(name, bytes: bytes) }

    private static func word(_ text: String, bytes: Int) -> String {
        var name = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) {
                name.append(scalar)
            } else if let last = name.last, last != "-" {
                name.append("-")
            }
        }
        while String(name).utf8.count > bytes { name.removeLast() }
        while name.last == "-" { name.removeLast() }
        return name.isEmpty ? "unnamed" : String(name)
    }
}
