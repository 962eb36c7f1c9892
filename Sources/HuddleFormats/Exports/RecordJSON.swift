package import HuddleCore

/// What the JSON of every record has in common.
package enum RecordJSON {
    static func write(_ projection: Projection, settled: Bool, to json: inout JSONWriter) {
        json.member("created", projection.created)
        json.member("changed", projection.changed)
        json.member("author", projection.author.hex)
        json.member("settled", settled)
        json.member("presence", word(projection.presence))
        json.member("conflicts", projection.conflicts.map(\.text))
    }

    /// A value as JSON. What JSON has no form for is an object with one member that says what it is.
    package static func write(_ value: Value, to json: inout JSONWriter) {
        switch value {
        case .none: json.null()
        case .text(let text): json.value(text)
        case .flag(let flag): json.value(flag)
        case .number(let number) where abs(Double(number)) < 9_007_199_254_740_992: json.value(number)
        case .number(let number): json.object { $0.member("number", String(number)) }
        case .reference(let id): json.object { $0.member("reference", id.text) }
        case .unknown(let bytes): json.object { $0.member("base64", Base64.encode(bytes)) }
        }
    }

    private static func word(_ presence: Record.Presence) -> String {
        switch presence {
        case .unborn: "unborn"
        case .present: "present"
        case .deleted: "deleted"
        case .editedWhileDeleted: "editedWhileDeleted"
        }
    }
}
