package import HuddleClient
import HuddleCore
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
    package let output: Channel
    package let errors: Channel

    package init(
        stores: Home.Stores, host: Host, network: Network, calendar: LocalCalendar, device: String,
        variable: @escaping @Sendable (String) -> String?, input: @escaping @Sendable (_ limit: Int) throws -> [UInt8],
        output: Channel, errors: Channel
    ) {
        self.stores = stores
        self.host = host
        self.network = network
        self.calendar = calendar
        self.device = device
        self.variable = variable
        self.input = input
        self.output = output
        self.errors = errors
    }

    var today: CivilDate { calendar.day(of: host.now()) }

    /// The moment that a written file carries. SOURCE_DATE_EPOCH, where it is set, makes equal logs give equal files
    /// (reproducible-builds.org, "SOURCE_DATE_EPOCH").
    var timeOfWriting: WallTime {
        guard let seconds = setVariable("SOURCE_DATE_EPOCH").flatMap({ Int64($0) }) else { return host.now() }
        return WallTime(milliseconds: seconds.multipliedReportingOverflow(by: 1000).partialValue).clamped
    }

    /// Colour and the like for stdout: only on a terminal that can, and never with NO_COLOR (no-color.org).
    var style: Style {
        let isWanted = output.isTerminal && setVariable("NO_COLOR") == nil && variable("TERM") != "dumb"
        return Style(isOn: isWanted)
    }

    /// Says something beside the result.
    func say(_ text: String) {
        // Who closed stderr does not want to hear; the result stands on its own.
        try? errors.line(text)
    }

    /// A variable's value, nil where it is empty too.
    func setVariable(_ name: String) -> String? {
        variable(name).flatMap { $0.isEmpty ? nil : $0 }
    }
}
