/// Entries as a table, one row each, with a row of names on top.
///
/// It has no room for remarks: what the file holds is said by the program that writes it.
struct CSVWriter: ExportWriter {
    private let row: DelimitedRow
    private let columns: [ExportColumn]

    init(_ row: DelimitedRow, columns: [ExportColumn]) {
        self.row = row
        self.columns = columns
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        for (position, column) in columns.enumerated() {
            if position > 0 { out.append(row.separator) }
            out.append(column.rawValue)
        }
        out.append("\r\n" as StaticString)
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        for (position, column) in columns.enumerated() {
            if position > 0 { out.append(row.separator) }
            switch column.value(of: item) {
            case .nothing: break
            case .text(let text): row.append(text, to: &out)
            case .list(let elements): row.append(ExportValue.joined(elements), to: &out)
            case .word(let word): out.append(word)
            case .day(let day): out.append(day)
            case .time(let time): out.append(time)
            case .id(let id): out.append(id)
            }
        }
        out.append("\r\n" as StaticString)
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {}
}
