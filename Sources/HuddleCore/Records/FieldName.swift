/// The cells that this version knows by name. A set is named by its field; its cells are the elements.
package enum FieldName {
    // Every record.
    package static let deleted = CellName(field: "deleted")

    // Entries, and comments with `parent` and `text` alone.
    package static let kind = CellName(field: "kind")
    package static let text = CellName(field: "text")
    package static let details = CellName(field: "details")
    package static let status = CellName(field: "status")
    package static let customer = CellName(field: "customer")
    package static let product = CellName(field: "product")
    package static let site = CellName(field: "site")
    package static let meeting = CellName(field: "meeting")
    package static let due = CellName(field: "due")
    package static let priority = CellName(field: "priority")
    /// The agenda point or heading that an entry stood under.
    package static let topic = CellName(field: "topic")
    /// Where an imported entry came from: file and line.
    package static let source = CellName(field: "source")
    package static let parent = CellName(field: "parent")
    package static let owners = CellName(field: "owners")
    package static let tags = CellName(field: "tags")
    package static let links = CellName(field: "links")
    package static let votes = CellName(field: "votes")

    // Meetings, with customer, site and source.
    package static let title = CellName(field: "title")
    /// The day of a meeting.
    package static let day = CellName(field: "day")
    package static let people = CellName(field: "people")
    /// When it was ended: milliseconds since 1970.
    package static let ended = CellName(field: "ended")

    // People.
    package static let name = CellName(field: "name")
    package static let department = CellName(field: "department")
    /// The replicas that a person writes from, each an element in hexadecimal.
    package static let replicas = CellName(field: "replicas")
}
