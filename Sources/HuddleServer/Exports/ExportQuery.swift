import HuddleCore
import HuddleFormats
import HuddleStore
import HuddleWire

/// What a call for an export wants: the filter and the form, in the words of `huddle export`.
struct ExportQuery: Sendable {
    enum Parameter: String, CaseIterable {
        case format, group, sort, columns, raw
    }

    private(set) var words = FilterWords()
    private(set) var format = Format.markdown
    private(set) var group: ExportGroup?
    private(set) var sort: ExportSort?
    private(set) var columns: [ExportColumn]?
    private(set) var isRaw = false
    let limit: Int?

    /// Nothing is passed over: who misspells a filter would get more than was asked for.
    ///
    /// - Throws: `Problem` with `.malformed`.
    init(_ query: String?) throws {
        let pairs = try QueryText.decode(query ?? "")
        do throws(WordError) {
            var others: [Parameter: String] = [:]
            for pair in pairs {
                if let parameter = Parameter(rawValue: pair.name) {
                    guard others.updateValue(pair.value, forKey: parameter) == nil else {
                        throw .tooMany(pair.name, limit: 1)
                    }
                } else {
                    try words.add(parameter: pair.name, pair.value, knowing: Parameter.allCases.map(\.rawValue))
                }
            }
            if let word = others[.format] { format = try Format(word: word) }
            if let word = others[.group] { group = try ExportGroup(word: word) }
            if let word = others[.sort] { sort = try ExportSort(word: word) }
            if let words = others[.columns] { columns = try ExportColumn.list(words, for: format) }
            if let word = others[.raw] { isRaw = try FilterWords.isYes(word, "raw") }
            limit = try FilterWords.limit(words[.limit], otherwise: nil)
        } catch {
            throw Problem(.malformed, error.description)
        }
    }
}

extension ExportQuery {
    /// The list as a file of this form.
    func running(_ list: LogList, at now: WallTime, isPacked: Bool) throws -> RunningExport {
        let group = group ?? list.subject.usualGroup
        let form = RunningExport.Form(
            group: group, sort: sort, limit: limit, hasHeadings: format.hasHeadings, isPacked: isPacked)
        return try RunningExport(list, form, at: now) { _ in
            format.makeWriter(group: group, columns: columns, isRaw: isRaw)
        }
    }
}

extension FilterWords {
    /// A filter alone, as a feed has it.
    init(query: String) throws {
        self.init()
        for pair in try QueryText.decode(query) { try add(parameter: pair.name, pair.value) }
    }
}
