import HuddleCore

/// Entries as a workbook: one sheet of them with real dates, a frozen header and a filter, and one sheet that says what they are.
///
/// Source: ECMA-376, part 1, 18.2 (workbook), 18.3 (worksheets), 18.8 (styles), 22.9.2.19 (`ST_Xstring`).
struct XLSXWriter: ExportWriter {
    private static let rowsPerSheet = 1_048_576
    /// UTF-16 units, as Excel counts them.
    private static let cellUnits = 32_767
    /// Rows end here, unpacked, so that the archive stays one that every reader knows.
    private static let sheetBytes = 3 << 30
    private static let pieceBytes = 64 * 1024

    private let columns: [ExportColumn]
    private var zip = ZIPWriter(date: CivilDate(daysSince1970: 0))
    private var sheet: [UInt8] = []
    private var sheetLength = 0
    private var rows = 0
    private var cutTexts = 0
    private var droppedRows = 0

    init(columns: [ExportColumn]) {
        self.columns = columns
    }

    var leftOut: [LeftOut] {
        var leftOut: [LeftOut] = []
        if droppedRows > 0 { leftOut.append(LeftOut(count: droppedRows, reason: "rows beyond what a sheet holds")) }
        if cutTexts > 0 {
            leftOut.append(LeftOut(count: cutTexts, reason: "texts cut, a cell holds \(Self.cellUnits) characters"))
        }
        return leftOut
    }

    mutating func begin(_ facts: ExportFacts, to out: inout [UInt8]) {
        zip = ZIPWriter(date: facts.today)
        for (name, text) in Self.parts {
            zip.start(name, to: &out)
            zip.append(Array(text.utf8), to: &out)
            zip.end(to: &out)
        }
        zip.start("xl/worksheets/sheet1.xml", to: &out)
        sheet.append(Self.sheetStart)
        for (position, column) in columns.enumerated() {
            let number = position + 1
            sheet.append(
                "<col min=\"\(number)\" max=\"\(number)\" width=\"\(column.width)\" style=\"\(column.style.rawValue)\" "
                    + "customWidth=\"1\"/>")
        }
        sheet.append("</cols><sheetData>")
        startRow()
        for (position, column) in columns.enumerated() { append(column.title, at: position, style: .header) }
        endRow(to: &out)
    }

    mutating func add(_ item: ExportItem, to out: inout [UInt8]) {
        guard rows < Self.rowsPerSheet, sheetLength < Self.sheetBytes else {
            droppedRows += 1
            return
        }
        startRow()
        for (position, column) in columns.enumerated() {
            let style = column == .due && item.isOverdue ? Style.overdue : column.style
            switch column.value(of: item) {
            case .nothing: break
            case .text(let text): append(text, at: position, style: style)
            case .list(let elements): append(ExportValue.joined(elements), at: position, style: style)
            case .word(let word): append(word, at: position, style: style)
            case .day(let day): append(day, at: position, style: style)
            case .time(let time): append(time, at: position, style: style)
            case .id(let id): append(id.text, at: position, style: style)
            }
        }
        endRow(to: &out)
    }

    mutating func end(_ facts: ExportFacts, to out: inout [UInt8]) {
        sheet.append("</sheetData><autoFilter ref=\"A1:")
        sheet.append(Self.letters(max(columns.count - 1, 0)) + String(max(rows, 1)))
        sheet.append(Self.sheetEnd)
        zip.append(sheet, to: &out)
        zip.end(to: &out)
        writeAbout(facts, to: &out)
        zip.finish(to: &out)
    }

    private mutating func writeAbout(_ facts: ExportFacts, to out: inout [UInt8]) {
        (sheet, rows) = ([], 0)
        zip.start("xl/worksheets/sheet2.xml", to: &out)
        sheet.append(Self.aboutStart)
        var lines = [("Space", facts.space), ("Holds", facts.filter + ": " + facts.countWords)]
        if let meeting = facts.meeting?.meeting {
            lines.append(("Meeting", [meeting.title, meeting.day?.text ?? ""].joined(separator: " ")))
        }
        lines += [("Written", facts.time.iso8601), ("Overdue as of", facts.today.text)]
        if let command = facts.command { lines.append(("Written with", command)) }
        if let position = facts.position { lines.append(("At", position.text)) }
        lines += facts.leftOut.map { ("Not here", $0.words) }
        for (name, text) in lines {
            startRow()
            append(name, at: 0, style: .header)
            append(text, at: 1, style: .text)
            sheet.append("</row>")
        }
        sheet.append("</sheetData></worksheet>")
        zip.append(sheet, to: &out)
        zip.end(to: &out)
    }

    private mutating func startRow() {
        rows += 1
        sheet.append("<row r=\"\(rows)\">")
    }

    private mutating func endRow(to out: inout [UInt8]) {
        sheet.append("</row>")
        guard sheet.count >= Self.pieceBytes else { return }
        sheetLength += sheet.count
        zip.append(sheet, to: &out)
        sheet.removeAll(keepingCapacity: true)
    }

    private mutating func startCell(_ position: Int, _ style: Style) {
        sheet.append("<c r=\"" + Self.letters(position) + String(rows) + "\" s=\"\(style.rawValue)\"")
    }

    private mutating func append(_ text: String, at position: Int, style: Style) {
        startCell(position, style)
        sheet.append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
        if XMLText.append(text, units: Self.cellUnits, isCell: true, to: &sheet) { cutTexts += 1 }
        sheet.append("</t></is></c>")
    }

    /// Days since the end of 1899, in which 1900 was taken for a leap year; what lies before is text.
    private mutating func append(_ day: CivilDate, at position: Int, style: Style) {
        let serial = day.daysSince1970 + 25_569
        guard serial > 60 else { return append(day.text, at: position, style: .text) }
        startCell(position, style)
        sheet.append("><v>" + String(serial) + "</v></c>")
    }

    private mutating func append(_ time: WallTime, at position: Int, style: Style) {
        let serial = Double(time.milliseconds) / 86_400_000 + 25_569
        guard serial > 61 else { return append(time.iso8601, at: position, style: .text) }
        startCell(position, style)
        sheet.append("><v>" + String(serial) + "</v></c>")
    }

    /// `A`, `B` … `Z`, `AA`.
    private static func letters(_ position: Int) -> String {
        var letters = ""
        var rest = position + 1
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}

extension XLSXWriter {
    /// The formats of cells, by their place in `styles.xml`.
    enum Style: Int {
        case text, header, day, time, overdue
    }
}

extension ExportColumn {
    fileprivate var style: XLSXWriter.Style {
        switch self {
        case .due, .meetingDay: .day
        case .created, .changed: .time
        case .shortID, .kind, .status, .text, .owners, .overdue, .priority, .customer, .product, .site, .meeting,
            .topic, .askedBy, .tags, .details, .source, .settled, .conflicts, .other, .id, .meetingID, .votes, .links:
            .text
        }
    }

    /// In characters.
    fileprivate var width: Int {
        switch self {
        case .text: 60
        case .details: 50
        case .meeting, .other, .links: 32
        case .owners, .customer, .product, .site, .topic, .askedBy, .tags, .source, .conflicts, .votes: 22
        case .created, .changed: 17
        case .id, .meetingID: 38
        case .kind, .status, .due, .meetingDay, .priority: 12
        case .shortID, .overdue, .settled: 9
        }
    }
}
