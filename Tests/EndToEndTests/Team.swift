import Foundation
import HuddleTestSupport
import Testing

/// A server with one space, and people whom it invited.
struct Team {
    let folder: TemporaryFolder
    let server: RunningServer

    init(_ folder: TemporaryFolder) throws {
        try self.init(folder, try RunningServer(data: folder.path + "/server"))
    }

    init(_ folder: TemporaryFolder, _ server: RunningServer) throws {
        self.folder = folder
        self.server = server
        let created = try admin("space", "create", "Acme team")
        #expect(created.status == 0, "\(created.stderr)")
    }

    func admin(_ arguments: String...) throws -> Program.Output {
        try Program.server.run(arguments + ["--data", server.data], environment: [:], in: folder.path)
    }

    /// A link for a member's device.
    func invite(_ name: String, department: String = "sales") throws -> String {
        let output = try admin("member", "add", "Acme team", name, "--department", department)
        #expect(output.status == 0, "\(output.stderr)")
        return output.stdout.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs `huddle` and expects it to go well.
    @discardableResult
    static func expect(_ output: Program.Output, _ location: SourceLocation = #_sourceLocation) -> String {
        #expect(output.status == 0, "\(output.stderr)\(output.stdout)", sourceLocation: location)
        return output.stdout
    }
}

extension Machine {
    /// Maria's, with a log that she has just started.
    static func ofMaria(in folder: TemporaryFolder) throws -> Machine {
        let machine = try Machine("maria", in: folder)
        Team.expect(try machine.huddle("init", "--name", "Maria Silva"))
        return machine
    }
}

/// Real minutes beside the project, where they are.
enum RealMinutes {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/minutes").path

    static var areHere: Bool { FileManager.default.fileExists(atPath: folder) }

    static func files(of year: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(year) }.sorted()
            .map { folder + "/" + $0 }
    }
}
