import ArgumentParser
import Foundation
import HuddleCore
import HuddleFormats
import HuddleStore

/// Prints the manual page, for whoever packs or installs the program.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Print the manual page.", shouldDisplay: false)

    func run() throws {
        let environment = ServerEnvironment.current
        let described = try JSONDecoder().decode(
            DescribedCommand.Whole.self, from: Data(HuddleServerCommand._dumpHelp().utf8))
        let seconds = environment.variables["SOURCE_DATE_EPOCH"].flatMap { Int64($0) }
        let day = CivilDate(daysSince1970: Int((seconds ?? environment.host.now().milliseconds / 1000) / 86_400))
        let page = ManualPage(
            described.command, at: ["huddle-server"], isWhole: true, sections: [], seeAlso: ["huddle"],
            ManualPage.Edition(version: Version.text, day: day.text))
        environment.print(page.text)
    }
}
