import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Shows what happens while `huddle sync --watch` runs.
struct WatchReport {
    /// More are only counted: after a long absence, `huddle list` is the better place to look.
    static let arrivalsShown = 20

    let log: HuddleLog
    let isJSON: Bool
    let environment: CommandEnvironment

    func show(_ news: Watch.News) throws {
        switch news {
        case .notice(let notice): environment.say(Self.text(of: notice))
        case .synced(let summary, let arrived):
            let arrivals = try arrived.compactMap { try log.entry($0) }.filter { $0.entry.projection.type == .entry }
            guard summary != SyncSummary() else { return }
            let report = try SyncReport(summary, log)
            if isJSON {
                try writeJSON(report, arrivals)
            } else {
                try write(report, arrivals)
            }
            for remark in report.remarks { environment.say(remark) }
        }
    }

    private func write(_ report: SyncReport, _ arrivals: [ListedEntry]) throws {
        let time = environment.style(String(environment.calendar.text(of: environment.host.now()).suffix(5)), .dim)
        try environment.output.line("\(time)  \(report.line)")
        for listed in arrivals.suffix(Self.arrivalsShown) {
            let line = EntryText.line(listed.entry, shortID: listed.shortID, style: environment.style)
            try environment.output.line("       \(line)\(listed.askedBy.map { " · by " + $0.visible } ?? "")")
        }
        let more = arrivals.count - Self.arrivalsShown
        if more > 0 { try environment.output.line("       and \(more) more before these: `huddle list`") }
    }

    /// One object, one line, at once.
    private func writeJSON(_ report: SyncReport, _ arrivals: [ListedEntry]) throws {
        var json = JSONWriter()
        report.write(to: &json, arrived: arrivals.map(\.shortID))
        try environment.output.line(json.text)
    }

    private static func text(of notice: WatchMachine.Notice) -> String {
        switch notice {
        case .live: "Listening. What others write arrives as it happens; Ctrl-C ends this."
        case .back: "The server is back."
        case .polling(let milliseconds):
            "No events get through from the server, so it is asked about every \(milliseconds / 1000) s instead."
        case .away(let error): "\(error) It is tried again by itself."
        }
    }
}
