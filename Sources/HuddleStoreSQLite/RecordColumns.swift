import HuddleCore

/// The columns of `record` that hold a record's winning values, and which cell each type keeps in which.
///
/// What has no column, or is not of the column's type of value, goes into `rest`, so that nothing depends on
/// this version knowing it.
struct RecordColumns: Equatable {
    var texts = [String?](repeating: nil, count: Column.allCases.count)
    var parent: RecordID?
    var rest: [Projection.Field] = []

    /// Columns of text. Their order is that of `names` below and of the table.
    enum Column: Int, CaseIterable {
        case kind, status, main, details, customer, product, site, day, priority, people, tags
    }

    static let empty = RecordColumns(
        texts: [String?](repeating: nil, count: Column.allCases.count), parent: nil, rest: [])

    init(_ projection: Projection) {
        let layout = Layout(projection.type)
        for field in projection.fields {
            if case .reference(let id) = field.value, field.name == layout.parent {
                parent = id
            } else if case .text(let text) = field.value, let column = layout.column(of: field.name) {
                texts[column.rawValue] = text
            } else if field.value == .flag(true), let column = layout.set(of: field.name),
                let element = field.name.element
            {
                let known = texts[column.rawValue].map { $0 + Self.separator } ?? ""
                texts[column.rawValue] = known + element
            } else {
                rest.append(field)
            }
        }
    }

    init(texts: [String?], parent: RecordID?, rest: [Projection.Field]) {
        self.texts = texts
        self.parent = parent
        self.rest = rest
    }

    /// Elements hold no control characters, so a line break parts them.
    static let separator = "\n"

    /// The elements that stand in a column, one after another.
    static func elements(_ text: String) -> [String] {
        // By bytes: most columns hold one element, and lists read many.
        guard text.utf8.contains(UInt8(ascii: "\n")) else { return text.isEmpty ? [] : [text] }
        return text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { String($0) }
    }

    /// The projection's fields again, in order of their names.
    func fields(of type: RecordType) -> [Projection.Field] {
        var fields: [Projection.Field] = []
        fields.reserveCapacity(rest.count + 12)
        for slot in Layout(type).slots {
            switch slot {
            case .column(let name, let column):
                if let text = texts[column.rawValue] { fields.append(Projection.Field(name, .text(text))) }
            case .set(let name, let column):
                guard let text = texts[column.rawValue] else { continue }
                for element in Self.elements(text) {
                    guard let cell = CellName(name, element: element) else { continue }
                    fields.append(Projection.Field(cell, .flag(true)))
                }
            case .parent(let name):
                if let parent { fields.append(Projection.Field(name, .reference(parent))) }
            }
        }
        return rest.isEmpty ? fields : (fields + rest).sorted { $0.name < $1.name }
    }
}

/// Which cells of a type have columns.
private struct Layout {
    let columns: [(CellName, RecordColumns.Column)]
    let sets: [(CellName, RecordColumns.Column)]
    let parent: CellName?
    /// All of them in order of their cells' names; the elements of a set stand in theirs already.
    let slots: [Slot]

    enum Slot {
        case column(CellName, RecordColumns.Column)
        case set(CellName, RecordColumns.Column)
        case parent(CellName)

        var name: CellName {
            switch self {
            case .column(let name, _), .set(let name, _), .parent(let name): name
            }
        }
    }

    init(_ type: RecordType) {
        self =
            switch type {
            case .entry: Self.entry
            case .meeting: Self.meeting
            case .comment: Self.comment
            case .person: Self.person
            case .unknown: Self.none
            }
    }

    private init(
        columns: [(CellName, RecordColumns.Column)], sets: [(CellName, RecordColumns.Column)], parent: CellName?
    ) {
        self.columns = columns
        self.sets = sets
        self.parent = parent
        let all =
            columns.map { Slot.column($0.0, $0.1) } + sets.map { .set($0.0, $0.1) }
            + (parent.map { [.parent($0)] } ?? [])
        slots = all.sorted { $0.name < $1.name }
    }

    func column(of name: CellName) -> RecordColumns.Column? {
        columns.first { $0.0 == name }?.1
    }

    func set(of name: CellName) -> RecordColumns.Column? {
        sets.first { name.isElement(of: $0.0) }?.1
    }

    private static let entry = Layout(
        columns: [
            (FieldName.kind, .kind), (FieldName.status, .status), (FieldName.text, .main),
            (FieldName.details, .details), (FieldName.customer, .customer), (FieldName.product, .product),
            (FieldName.site, .site), (FieldName.due, .day), (FieldName.priority, .priority),
        ],
        sets: [(FieldName.owners, .people), (FieldName.tags, .tags)], parent: FieldName.meeting)
    private static let meeting = Layout(
        columns: [
            (FieldName.title, .main), (FieldName.details, .details), (FieldName.customer, .customer),
            (FieldName.product, .product), (FieldName.site, .site), (FieldName.day, .day),
        ],
        sets: [(FieldName.people, .people), (FieldName.tags, .tags)], parent: nil)
    private static let comment = Layout(columns: [(FieldName.text, .main)], sets: [], parent: FieldName.parent)
    private static let person = Layout(columns: [(FieldName.name, .main)], sets: [], parent: nil)
    private static let none = Layout(columns: [], sets: [], parent: nil)
}
