package import HuddleCore

/// The formats that actions leave in. A new one is a case here and a file beside this one.
package enum ExportFormat: String, CaseIterable, Hashable, Sendable {
    case markdown
    case csv
    case json

    /// How entries are put in order: a format with a heading for each owner shows an entry under each of its owners.
    package var grouping: ExportGrouping {
        switch self {
        case .markdown: .everyOwner
        case .csv, .json: .once
        }
    }

    package var fileExtension: String {
        switch self {
        case .markdown: "md"
        case .csv: "csv"
        case .json: "json"
        }
    }

    package var mediaType: String {
        switch self {
        case .markdown: "text/markdown; charset=utf-8"
        case .csv: "text/csv; charset=utf-8; header=present"
        case .json: "application/json"
        }
    }

    package func makeExport(of contents: ExportContents) -> any Export {
        switch self {
        case .markdown: MarkdownExport(contents)
        case .csv: CSVExport(contents)
        case .json: JSONExport(contents)
        }
    }
}

/// Turns entries into a file's text piece by piece, in constant memory. The caller writes the pieces where they belong.
package protocol Export: Sendable {
    /// The file's start. Called once, first.
    mutating func begin() -> String
    /// One entry, in the order of `ExportKey`.
    ///
    /// - Parameter owner: The owner of the entry's key: whose group it stands in.
    mutating func add(_ entry: ListedEntry, under owner: String?) -> String
    /// The file's end. Called once, last.
    mutating func end() -> String
}

extension Export {
    /// The whole export of `entries`, which are put in order first.
    package mutating func write<Failure: Error>(
        _ entries: [ListedEntry], grouping: ExportGrouping, to sink: (String) throws(Failure) -> Void
    ) throws(Failure) {
        try sink(begin())
        for (key, position) in ExportKey.sorted(entries, grouping: grouping) {
            try sink(add(entries[position], under: key.owner))
        }
        try sink(end())
    }
}
