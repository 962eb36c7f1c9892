import HuddleCore
import HuddleFormats
import Logging

/// Writes each entry of the log as one line, whatever stands in it.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let format: LogFormat
    private let now: @Sendable () -> WallTime
    private let write: @Sendable (String) -> Void

    init(
        _ format: LogFormat, level: Logger.Level, now: @escaping @Sendable () -> WallTime,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        logLevel = level
        self.now = now
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard logLevel <= .debug || event.level > .info || Self.ours.contains(event.source) else { return }
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        // The request first: it is what lines are found by.
        let fields = all.map { (name: Self.name($0.key), value: $0.value.description) }.sorted {
            $0.name == Self.request || ($1.name != Self.request && $0.name < $1.name)
        }
        switch format {
        case .text: write(text(event, fields))
        case .json: write(json(event, fields))
        }
    }

    private func text(_ event: LogEvent, _ fields: [(name: String, value: String)]) -> String {
        let start = "\(now().iso8601) \(event.level) \(event.message.description.visible)"
        return fields.reduce(into: start) { $0 += " \($1.name)=\(Self.word($1.value))" }
    }

    private func json(_ event: LogEvent, _ fields: [(name: String, value: String)]) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("time", now().iso8601)
            json.member("level", event.level.rawValue)
            json.member("message", event.message.description)
            for field in fields { json.member(field.name, field.value) }
        }
        return json.text
    }

    /// What the libraries below tell of themselves, such as where they listen, is for whoever looks for a fault.
    private static let ours: Set<String> = ["HuddleServer", "Hummingbird"]

    private static let request = "request"

    /// Hummingbird's name for a request's id is its own.
    private static func name(_ key: String) -> String { key == "hb.request.id" ? request : key }

    /// Quoted, where it could be taken for something else.
    private static func word(_ value: String) -> String {
        let isPlain = !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x3d }
        guard !isPlain else { return value }
        var json = JSONWriter()
        json.value(value.visible)
        return json.text
    }
}
