import Foundation
import HuddleCLI
import HuddleTestSupport
import Testing

@Suite struct SettingsTests {
    let folder: TemporaryFolder
    var machine: Machine
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        machine = try Machine(folder)
        machine.variables = ["XDG_CONFIG_HOME": folder.path + "/config"]
        path = folder.path + "/config/huddle/config"
    }

    private var file: String {
        get throws { try String(contentsOfFile: path, encoding: .utf8) }
    }

    private func write(_ text: String) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/config/huddle", withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    @Test func whatIsSetIsReadBackAndTheRestHasItsDefault() async throws {
        defer { folder.remove() }
        #expect(await machine.expect("config", "path") == path + "\n")
        #expect(await machine.expect("config", "get", "sync.after-capture") == "off\n")
        #expect(await machine.expect("config", "set", "sync.after-capture", "on") == "sync.after-capture = on\n")
        #expect(await machine.expect("config", "get", "sync.after-capture") == "on\n")
        #expect(await machine.expect("config", "unset", "sync.after-capture").contains("the default holds, off"))
        #expect(await machine.expect("config", "get", "sync.after-capture") == "off\n")
        #expect(await machine.expect("config", "get", "editor") == "\n")
        let list = await machine.expect("config", "list", "--json")
        let settings = try #require(try JSONSerialization.jsonObject(with: Data(list.utf8)) as? [[String: Any]])
        for setting in settings {
            let key = try #require(setting["key"] as? String)
            #expect(await machine.expect("config").contains(key))
            #expect(await machine.expect("help", "settings").contains(key))
        }
    }

    /// The first write makes a file that explains itself; what people wrote into it stays, byte for byte.
    @Test func commentsAndUnknownKeysStay() async throws {
        defer { folder.remove() }
        await machine.expect("config", "set", "editor", "code --wait")
        let begun = try file
        #expect(begun.contains("# editor = code --wait\neditor = code --wait\n"), "below the comment that shows it")
        #expect(begun.contains("# sync.after-capture = off\n") && begun.contains("# Huddle's settings"))

        let mine = "# mine\r\neditor = nano   # not a comment\n\nfuture.key = 7\n nonsense\neditor=  micro \n"
        try write(mine)
        let list = await machine.huddle("config", "list")
        #expect(list.err.contains("line 4: there is no setting \"future.key\"") && list.err.contains("line 5: "))
        #expect(await machine.expect("config", "get", "editor") == "micro\n", "the later line counts")
        await machine.expect("config", "set", "name", "Maria Silva")
        #expect(try file == mine.replacing("\r\n", with: "\n") + "name = Maria Silva\n")
        await machine.expect("config", "unset", "editor")
        #expect(try file == "# mine\n\nfuture.key = 7\n nonsense\nname = Maria Silva\n")
    }

    @Test func aLinkToTheFileStaysALink() async throws {
        defer { folder.remove() }
        try write("# kept\n")
        let real = folder.path + "/dotfiles"
        try FileManager.default.moveItem(atPath: path, toPath: real)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: real)
        await machine.expect("config", "set", "name", "Maria Silva")
        #expect(try String(contentsOfFile: real, encoding: .utf8) == "# kept\nname = Maria Silva\n")
    }

    @Test(arguments: [
        ["set", "editr", "vi"], ["get", "nme"], ["unset", "x"], ["set", "sync.after-capture", "maybe"],
        ["set", "home", "work"], ["set", "name", ""], ["set", "editor", "a\nb"],
        ["set", "name", String(repeating: "x", count: 201)],
    ])
    func whatCannotBeIsRefused(_ words: [String]) async throws {
        defer { folder.remove() }
        try write("# kept\n")
        let run = await machine.huddle((["config"] + words).map { Array($0.utf8) })
        #expect(run.code == .usage && run.out.isEmpty && !run.err.contains("\u{1b}"))
        #expect(try file == "# kept\n")
    }

    @Test func settingsReachTheCommands() async throws {
        defer { folder.remove() }
        try write(
            "name = Maria Silva\ndepartment = sales\nhome = ~/elsewhere\neditor = ed -p\nsync.after-capture = maybe\n")
        #expect(await machine.expect("init").contains("Started a log for Maria Silva"))
        #expect(await machine.expect("status").contains("Maria Silva, sales"))
        var editing = machine
        editing.editor = { command, _ in command == "ed -p" }
        editing.variables["VISUAL"] = "never"
        let id = await editing.capture("note", "kept")
        let edited = await editing.huddle("edit", id)
        #expect(edited.err.contains("Nothing to change"), "the editor was found")
        var other = machine
        other.variables.merge(["HUDDLE_HOME": "", "HOME": folder.path]) { _, new in new }
        await other.expect("init", "--name", "Maria Silva")
        #expect(FileManager.default.fileExists(atPath: folder.path + "/elsewhere/current"))
        let list = await machine.huddle("config", "list")
        #expect(list.out.contains("file (not valid)"))
    }

    @Test func aFileThatCannotBeReadStopsNoCapture() async throws {
        defer { folder.remove() }
        await machine.expect("init", "--name", "Maria Silva")
        for bytes in [Data([0xff, 0xfe]), Data(repeating: 0x23, count: 70_000)] {
            try write("")
            try bytes.write(to: URL(filePath: path))
            #expect(await machine.huddle("note", "kept").code == .success)
            #expect(await machine.huddle("config", "list").code == .badData)
        }
    }
}
