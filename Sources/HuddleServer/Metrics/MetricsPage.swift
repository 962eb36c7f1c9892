import Foundation
import HuddleCore
import HuddleStore
import HuddleWire

/// All that a server says of itself to who watches it.
struct MetricsPage: Sendable {
    let metrics: Metrics
    let bodies: BodyBudget
    let events: EventHub
    let spaces: Spaces
    let connections: Connections
    let certificates: Certificates?
    let folder: DataFolder
    let started: WallTime

    /// Blocks: it looks at the sizes of the files.
    func text() -> String {
        var text = MetricsText()
        let counts = metrics.counts
        writeRequests(counts, to: &text)
        writeSyncs(counts, to: &text)
        writeState(to: &text)
        writeProcess(to: &text)
        return text.text
    }

    private func writeRequests(_ counts: Metrics.Counts, to text: inout MetricsText) {
        text.family("huddle_http_requests_total", .counter, "Requests that were answered.")
        for (request, count) in counts.requests.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            text.sample(count, of: ["method": request.method, "route": request.route, "status": "\(request.status)"])
        }
        text.family(
            "huddle_http_request_duration_seconds", .histogram,
            "Time to an answer, for a stream of events to its beginning.")
        for (route, latencies) in counts.latencies.sorted(by: { $0.key < $1.key }) {
            text.sample(latencies, of: ["route": route])
        }
        text.family("huddle_problems_total", .counter, "Requests that were refused or failed, by the problem's code.")
        for (code, count) in counts.problems.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text.sample(count, of: ["code": code.rawValue])
        }
        text.family("huddle_http_received_bytes_total", .counter, "Bytes of the bodies that came, as they came.")
        text.sample(bodies.receivedBytes)
        text.family(
            "huddle_http_sent_bytes_total", .counter, "Bytes of the answers' bodies, streams of events not counted.")
        text.sample(counts.sentBytes)
    }

    private func writeSyncs(_ counts: Metrics.Counts, to text: inout MetricsText) {
        text.family("huddle_syncs_total", .counter, "Exchanges that were taken.")
        text.sample(counts.syncs)
        text.family("huddle_changes_total", .counter, "Changes that were pushed, by what became of them.")
        text.sample(counts.admitted, of: ["verdict": "admitted"])
        text.sample(counts.duplicates, of: ["verdict": "duplicate"])
        text.sample(counts.refused.values.reduce(0, +), of: ["verdict": "refused"])
        text.family("huddle_changes_refused_total", .counter, "Changes that were refused, by the refusal's code.")
        for (code, count) in counts.refused.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text.sample(count, of: ["code": code.rawValue])
        }
        text.family("huddle_commit_duration_seconds", .histogram, "Time of a durable commit to a space's log.")
        text.sample(counts.commits)
        text.family(
            "huddle_commit_calls_total", .counter, "Exchanges that were committed, several at once where they can.")
        text.sample(counts.commitCalls)
        text.family(
            "huddle_webhook_tries_total", .counter, "Tries to tell a webhook something, by what became of them.")
        for word in Metrics.WebhookTry.allCases {
            text.sample(counts.webhookTries[word] ?? 0, of: ["outcome": word.rawValue])
        }
    }

    private func writeState(to text: inout MetricsText) {
        text.family("huddle_listeners", .gauge, "Open streams of events.")
        text.sample(events.count)
        text.family("huddle_connections", .gauge, "Open connections.")
        text.sample(connections.count)
        text.family("huddle_open_spaces", .gauge, "Spaces whose log is open.")
        text.sample(spaces.openCount)
        text.family("huddle_store_bytes", .gauge, "Bytes of the files, write-ahead logs included.")
        text.sample(folder.bytes(of: "", startingWith: "directory.sqlite"), of: ["part": "directory"])
        text.sample(folder.bytes(of: "/spaces", startingWith: ""), of: ["part": "spaces"])
        guard let certificates else { return }
        text.family("huddle_certificate_expiry_timestamp_seconds", .gauge, "When the server's certificate ends.")
        text.sample(certificates.expires.milliseconds / 1000)
    }

    /// By the names that all programs have for these.
    private func writeProcess(to text: inout MetricsText) {
        let figures = ProcessFigures()
        text.family("process_start_time_seconds", .gauge, "When the process started.")
        text.sample(started.milliseconds / 1000)
        text.family("process_cpu_seconds_total", .counter, "Processor time that the process took.")
        text.sample(figures.cpuSeconds)
        if let bytes = figures.residentBytes {
            text.family("process_resident_memory_bytes", .gauge, "Memory that the process holds.")
            text.sample(bytes)
        }
        if let count = figures.openFiles {
            text.family("process_open_fds", .gauge, "Open files and sockets.")
            text.sample(count)
        }
    }
}

extension DataFolder {
    /// Bytes of the files in one of its folders.
    fileprivate func bytes(of folder: String, startingWith prefix: String) -> Int {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path + folder)) ?? []
        return files.reduce(0) { sum, name in
            guard name.hasPrefix(prefix), let status = FileStatus(of: "\(path)\(folder)/\(name)") else { return sum }
            return sum + Int(status.bytes)
        }
    }
}
