import CBench
import Foundation

/// A team with so many entries: a writer's home, a server, and what was made of them. Each part is made when it is first needed.
final class Stage {
    let entries: Int
    let programs: Programs
    let scratch: Scratch
    let runner: Runner
    /// Nil until the data set was written.
    private(set) var figures: DataFigures?
    private var writerHome: Home?
    private var server: ServerProcess?
    private var pushes: Pushes?
    private var spaces = 0

    /// What the uploads took, and where the last one went.
    struct Pushes {
        let runs: [Run]
        let home: Home
        let space: String
    }

    init(entries: Int, programs: Programs, scratch: Scratch) {
        self.entries = entries
        self.programs = programs
        self.scratch = scratch
        let environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": scratch.folder,
            "TZ": "UTC", "LANG": "C.UTF-8",
        ]
        runner = Runner(timed: programs.tool("timed"), scratch: scratch, environment: environment)
    }

    /// Fewer runs where each takes long.
    func runs(_ many: Int, long: Int) -> Int { entries >= 100_000 ? long : many }

    func end(removing isRemoved: Bool) {
        server?.stop()
        if isRemoved { scratch.removeAll() }
    }

    /// The home of someone who wrote all the entries and has not joined.
    func writer() throws -> Home {
        if let writerHome { return writerHome }
        let home = try newHome("writer")
        try huddle(["init", "--name", "Maria Silva", "--department", "sales"], home)
        if entries > 0 {
            let set = try DataSet(entries: entries, folder: try scratch.makeFolder("minutes"))
            figures = set.figures
            try huddle(["import", "minutes"] + set.files, home)
        }
        try home.rest()
        let found = try home.number("SELECT count(*) FROM record WHERE kind = 'action'")
        guard found == entries else { throw Failure("\(found) of \(entries) entries were imported") }
        writerHome = home
        return home
    }

    func running() throws -> ServerProcess {
        if let server { return server }
        let started = try ServerProcess(
            programs.server, data: try scratch.makeFolder("server"), runner.environment)
        server = started
        return started
    }

    /// Homes that have uploaded all the entries, each into a space of its own.
    func pushed() throws -> Pushes {
        if let pushes { return pushes }
        let writer = try writer()
        var runs: [Run] = []
        var last: (home: Home, space: String)?
        for _ in 0..<(entries == 0 ? 1 : self.runs(5, long: 3)) {
            let space = try newSpace()
            let home = try copy(writer, as: "pushed")
            try join(home, space, as: "Maria Silva")
            runs.append(try huddle(["sync"], home))
            last = (home, space)
        }
        guard let last else { throw Failure("nothing was uploaded") }
        try last.home.rest()
        let made = Pushes(runs: runs, home: last.home, space: last.space)
        pushes = made
        return made
    }

    func newHome(_ name: String) throws -> Home {
        try scratch.remove(name)
        return Home(folder: try scratch.makeFolder(name))
    }

    func copy(_ home: Home, as name: String) throws -> Home {
        Home(folder: try scratch.copy(home.folder, as: name))
    }

    func newSpace() throws -> String {
        spaces += 1
        try runner.run(programs.server, ["space", "create", "space \(spaces)", "--data", scratch.path("server")])
        return "space \(spaces)"
    }

    /// - Parameter url: Where the home is to sync, where that is not the server itself.
    func join(_ home: Home, _ space: String, as name: String, url: String? = nil) throws {
        let server = try running()
        let link = try runner.run(
            programs.server,
            [
                "member", "add", space, name, "--department", "production", "--data", scratch.path("server"), "--url",
                url ?? server.url,
            ])
        let text = String(decoding: link.output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        try huddle(["join", text], home)
    }

    @discardableResult
    func huddle(_ arguments: [String], _ home: Home) throws -> Run {
        try runner.setting("HUDDLE_HOME", home.folder).run(programs.huddle, arguments)
    }

    @discardableResult
    func tool(_ name: String, _ arguments: [String]) throws -> Run {
        try runner.run(programs.tool(name), arguments)
    }

    /// The smallest request there is, as a whole process.
    func curl() throws -> Run {
        try runner.run("curl", ["-s", "-o", "/dev/null", try running().url + "/health/live"])
    }
}
