/// A JSON value with everything in it.
indirect enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    /// As it is written: a reader takes of it what it needs.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    var string: String? { if case .string(let string) = self { string } else { nil } }
    var array: [JSONValue]? { if case .array(let array) = self { array } else { nil } }
    var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

    /// What it is, for messages.
    var form: String {
        switch self {
        case .null: "null"
        case .flag: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// A JSON object. Each name stands in it once.
struct JSONObject: Hashable, Sendable {
    struct Member: Hashable, Sendable {
        let name: String
        let value: JSONValue
    }

    /// In the order of the file.
    let members: [Member]

    subscript(name: String) -> JSONValue? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// Whether the object can speak of `name`: it stands there, if only with null.
    func has(_ name: String) -> Bool { self[name] != nil }
}
