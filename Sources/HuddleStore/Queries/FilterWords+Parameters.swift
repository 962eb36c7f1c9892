package import HuddleCore

/// Words as an address has them.
extension FilterWords {
    /// Takes a parameter of an address. A flag says `true` or nothing.
    ///
    /// - Parameter others: What else could have been meant.
    /// - Throws: `WordError`.
    package mutating func add(
        parameter: String, _ value: String, knowing others: [String] = []
    ) throws(WordError) {
        guard let name = Name(rawValue: parameter) else {
            throw .unknown(parameter, what: "parameter", known: (Name.allCases.map(\.rawValue) + others).sorted())
        }
        guard name.isFlag else { return try add(name, value) }
        if try Self.isYes(value, parameter) { try add(name) }
    }

    package static func isYes(_ value: String, _ name: String) throws(WordError) -> Bool {
        switch value {
        case "", "true": true
        case "false": false
        default: throw .unknown(value, what: "value of \(name)", known: ["true", "false"])
        }
    }
}
