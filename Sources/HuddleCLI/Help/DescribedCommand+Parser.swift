import ArgumentParser
import Foundation
import HuddleFormats

extension DescribedCommand {
    /// - Throws: Where the parser's description is not what it was; a test sees to that.
    init(_ command: any ParsableCommand.Type) throws {
        self = try JSONDecoder().decode(Whole.self, from: Data(command._dumpHelp().utf8)).command
    }
}
