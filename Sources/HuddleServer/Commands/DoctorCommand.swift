import ArgumentParser
import HuddleCore
import HuddleStore

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look everything over: files, changes, chains, records made anew, permissions, clock, disk.",
        discussion: """
            It says what it looked at, and ends with 1 where something is wrong. Nothing is changed unless --rebuild is given, \
            and then only what can be derived from the changes, while no server runs. What people write to a space waits \
            while its file is looked at.

            Examples:
              huddle-server doctor
              huddle-server doctor --json
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Write lists, records and search anew from the changes, where they are wrong.")
    var rebuild = false

    @Flag(help: "Print JSON: sound, checks (what, name, detail, findings, mended).")
    var json = false

    func run() async throws {
        let environment = ServerEnvironment.current
        let folder = DataFolder(try await Settings(data.flags, environment.variables).data)
        try folder.require()
        let lock = rebuild ? try folder.lockAlone(to: "doctor --rebuild") : nil
        defer { lock?.release() }
        let checks = Doctor(folder, environment).run(rebuild: rebuild) { check in
            if !json { environment.print(check.text) }
        }
        let wrong = checks.map(\.findings.count).reduce(0, +)
        if json { environment.print(try JSONText.of(DoctorReport(sound: wrong == 0, checks: checks))) }
        guard wrong > 0 else { return environment.say("All sound.") }
        throw CareError.findings(wrong)
    }
}

private struct DoctorReport: Encodable {
    let sound: Bool
    let checks: [Doctor.Check]
}

extension Doctor.Check {
    /// A line, and one more for each finding.
    fileprivate var text: String {
        let head = "\(isSound ? "ok " : "BAD")  \(what)  \(name.visible)" + (detail.isEmpty ? "" : "  (\(detail))")
        return ([head] + findings.map { "       \($0)" } + mended.map { "       mended: \($0)" }).joined(
            separator: "\n")
    }
}
