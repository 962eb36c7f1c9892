/// How long a server takes until it listens, with many spaces beside one.
struct StartUpJob {
    let stage: Stage
    private static let spaces = 1000
    private static let runs = 11

    func measure() throws -> [Measure] {
        let (many, one) = (try data("many", Self.spaces), try data("one", 1))
        var (manySeconds, oneSeconds): ([Double], [Double]) = ([], [])
        var resident: [Double] = []
        for _ in 0..<Self.runs {
            manySeconds.append(
                try start(many) { server in resident.append(Double(server.residentBytes)) })
            oneSeconds.append(try start(one) { _ in })
        }
        return [
            Measure(.startUp, 0, "until it listens, \(Self.spaces) spaces", .seconds, manySeconds)
                .beside("one space", oneSeconds).peak(bytes: Int(Statistics.median(resident)))
        ]
    }

    private func start(_ data: String, _ look: (ServerProcess) -> Void) throws -> Double {
        let began = Clock.seconds()
        let server = try ServerProcess(stage.programs.server, data: data, stage.runner.environment)
        let took = Clock.seconds() - began
        look(server)
        server.stop()
        return took
    }

    private func data(_ name: String, _ spaces: Int) throws -> String {
        let data = try stage.scratch.makeNewFolder("start-up \(name)")
        for number in 1...spaces {
            try stage.runner.run(stage.programs.server, ["space", "create", "space \(number)", "--data", data])
        }
        return data
    }
}
