package import HuddleClient
package import HuddleCore
import HuddleStore

/// All that a command needs from outside. The program hands in the real things, a test its own.
package struct CommandEnvironment: Sendable {
    package let stores: Home.Stores
    package let host: Host
    package let network: Network
    package let calendar: LocalCalendar
    /// What the server shows of this machine.
    package let device: String
    /// An environment variable, nil where it is not set.
    package let variable: @Sendable (String) -> String?
    /// All of stdin up to this many bytes.
    package let input: @Sendable (_ limit: Int) throws -> [UInt8]
    /// Lines from stdin, for a command that takes one after another.
    package let lines: @Sendable () -> any LineSource
    /// A line that the user types, nil where nobody is asked: stdin is no terminal, or has ended.
    package let answer: @Sendable () -> String?
    /// Lets the user edit a file with the program that this command line starts. False where that went wrong.
    package let editor: @Sendable (_ command: String, _ path: String) -> Bool
    /// Starts this program once more, beside this run; nil where that cannot be.
    package var background: BackgroundSync.Start?
    /// Starts the pager that this command line names. Nil where it cannot be started.
    package let pager: @Sendable (_ command: String) -> (any Pager)?
    package var output: Channel
    package var errors: Channel
    let settings = SettingsMemory()
    /// What `--color` says.
    var color = ColorChoice.auto
    /// Whether nothing is to be said beside results and errors.
    var isQuiet = false

    package init(
        stores: Home.Stores, host: Host, network: Network, calendar: LocalCalendar, device: String,
        variable: @escaping @Sendable (String) -> String?, input: @escaping @Sendable (_ limit: Int) throws -> [UInt8],
        lines: @escaping @Sendable () -> any LineSource, answer: @escaping @Sendable () -> String?,
        editor: @escaping @Sendable (_ command: String, _ path: String) -> Bool,
        pager: @escaping @Sendable (_ command: String) -> (any Pager)?, output: Channel, errors: Channel
    ) {
        self.stores = stores
        self.host = host
        self.network = network
        self.calendar = calendar
        self.device = device
        self.variable = variable
        self.input = input
        self.lines = lines
        self.answer = answer
        self.editor = editor
        self.pager = pager
        self.output = output
        self.errors = errors
    }

    var today: CivilDate { calendar.day(of: host.now()) }

    /// The moment that a written file carries. SOURCE_DATE_EPOCH, where it is set, makes equal logs give equal files
    /// (reproducible-builds.org, "SOURCE_DATE_EPOCH").
    var timeOfWriting: WallTime {
        guard let seconds = setVariable(.sourceDateEpoch).flatMap({ Int64($0) }) else { return host.now() }
        return WallTime(milliseconds: seconds.multipliedReportingOverflow(by: 1000).partialValue).clamped
    }

    /// Colour and the like for stdout.
    var style: Style { Style(isOn: color.isOn(in: self)) }

    /// Says something beside the result, unless it is to be quiet.
    func say(_ text: String) {
        if !isQuiet { complain(text) }
    }

    /// Says what went wrong.
    func complain(_ text: String) {
        // Who closed stderr does not want to hear; the result stands on its own.
        try? errors.line(text)
    }

    /// Asks before something that reaches far. Nil where nobody can answer.
    func confirms(_ question: String) -> Bool? {
        guard errors.isTerminal else { return nil }
        try? errors.write(question + " [y/N] ")
        guard let answer = answer() else {
            try? errors.line("")
            return nil
        }
        return ["y", "yes"].contains(answer.trimmed.lowercased())
    }

    /// A variable's value, nil where it is empty too.
    func setVariable(_ name: EnvironmentVariable) -> String? {
        variable(name.rawValue).flatMap { $0.isEmpty ? nil : $0 }
    }
}
