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

    /// The projection's fields again, in order of their names.
    func fields(of type: RecordType) -> [Projection.Field] {
        let layout = Layout(type)
        var fields = rest
        for (name, column) in layout.columns {
            if let text = texts[column.rawValue] { fields.append(Projection.Field(name, .text(text))) }
        }
        for (name, column) in layout.sets {
            for element in texts[column.rawValue]?.split(separator: Self.separator) ?? [] {
                guard let cell = CellName(name, element: String(element)) else { continue }
                fields.append(Projection.Field(cell, .flag(true)))
            }
        }
        if let parent, let name = layout.parent { fields.append(Projection.Field(name, .reference(parent))) }
        return fields.sorted { $0.name < $1.name }
    }
}

/// Which cells of a type have columns.
private struct Layout {
    let columns: [(CellName, RecordColumns.Column)]
    let sets: [(CellName, RecordColumns.Column)]
    let parent: CellName?

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
