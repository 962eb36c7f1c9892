/// What a record's id can be derived from, so that people who have never met name one record.
///
/// The number stands in the id's first byte, and says of what type the record is: no birth of another type fits it.
/// Numbers are never used again. Source: Protocol/merging.md, "Names of records".
package enum Derivation: UInt8, CaseIterable, Sendable {
    case minutesMeeting = 1
    case minutesAction = 2
    case person = 3
    case issueKey = 4
    case tableKey = 5
    case tableRow = 6
    case calendarUID = 7
    case todoTxt = 8
    /// What has an id of its own in a file, from another log or another program.
    case importedEntry = 16
    case importedMeeting = 17
    case importedComment = 18
    case importedPerson = 19
    /// Of a type that is none of these.
    case importedOther = 31

    /// The first of what is hashed.
    package var domain: String {
        switch self {
        case .minutesMeeting: "huddle minutes meeting"
        case .minutesAction: "huddle minutes action"
        case .person: "huddle person"
        case .issueKey: "huddle issue key"
        case .tableKey: "huddle table key"
        case .tableRow: "huddle table row"
        case .calendarUID: "huddle calendar uid"
        case .todoTxt: "huddle todo.txt"
        case .importedEntry, .importedMeeting, .importedComment, .importedPerson, .importedOther: "huddle import"
        }
    }

    /// The type of every record of this derivation; nil where the birth says it.
    package var type: RecordType? {
        switch self {
        case .minutesAction, .issueKey, .tableKey, .tableRow, .calendarUID, .todoTxt, .importedEntry: .entry
        case .minutesMeeting, .importedMeeting: .meeting
        case .importedComment: .comment
        case .person, .importedPerson: .person
        case .importedOther: nil
        }
    }

    /// How a record of this type is imported that has an id of its own in a file.
    package static func imported(_ type: RecordType) -> Derivation {
        switch type {
        case .entry: .importedEntry
        case .meeting: .importedMeeting
        case .comment: .importedComment
        case .person: .importedPerson
        case .unknown: .importedOther
        }
    }

    var firstByte: UInt8 { 0x80 | rawValue }
}
