import Testing

/// Who may import whom: arrows only point down. A module that is missing here has no business in that target.
private let mayImport: [String: Set<String>] = [
    "HuddleCore": [],
    "HuddlePacking": ["CZlib"],
    "HuddleWire": ["HuddleCore", "HuddlePacking", "Foundation", "SwiftProtobuf", "Crypto"],
    "HuddleStore": ["HuddleCore"],
    "HuddleStoreSQLite": ["HuddleCore", "HuddleStore", "Foundation", "GRDB", "CSQLiteShim"],
    "HuddleClient": [
        "HuddleCore", "HuddleStore", "HuddleWire", "Foundation", "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOPosix",
        "NIOSSL", "Synchronization",
    ],
    "HuddleFormats": ["HuddleCore", "HuddlePacking", "Dispatch", "Mustache", "Synchronization"],
    "HuddleServer": [
        "HuddleCore", "HuddlePacking", "HuddleStore", "HuddleWire", "HuddleFormats", "Foundation", "ArgumentParser",
        "AsyncHTTPClient", "Configuration", "Crypto", "HTTPTypes", "Hummingbird", "HummingbirdCore", "HummingbirdHTTP2",
        "Logging",
        "NIOCore", "NIOHTTP1",
        "NIOHTTPTypes", "NIOPosix", "NIOSSL",
        "ServiceLifecycle", "Synchronization", "UnixSignals",
        "SystemPackage",
    ],
    "HuddleCLI": [
        "HuddleCore", "HuddleStore", "HuddleWire", "HuddleClient", "HuddleFormats", "Foundation", "ArgumentParser",
        "Synchronization",
    ],
    "huddle": [
        "HuddleCore", "HuddleStore", "HuddleStoreSQLite", "HuddleWire", "HuddleClient", "HuddleCLI", "Foundation",
        "CLineEditor", "Synchronization",
    ],
    "huddle-server": [
        "HuddleCore", "HuddleStore", "HuddleStoreSQLite", "HuddleWire", "HuddleServer", "Foundation", "Logging",
    ],
    "simulate": ["HuddleCore", "HuddleTestSupport", "ArgumentParser"],
    "HuddleTestSupport": [
        "HuddleCore", "HuddleStore", "HuddleStoreSQLite", "HuddleWire", "HuddleClient", "HuddleServer", "Foundation",
        "Synchronization",
    ],
]

@Test func everyImportPointsDown() throws {
    let files = try SourceTree.files(in: ["Sources"])
    #expect(files.count > 50, "the tree was found")
    for file in files {
        let allowed = try #require(mayImport[file.target], "\(file.target) is not in the table")
        for module in file.imports where !allowed.contains(module) {
            Issue.record("\(file.path) imports \(module)")
        }
    }
}

@Test func onlyTheSQLiteStoreSpeaksSQL() throws {
    for file in try SourceTree.files(in: ["Sources"]) where file.target != "HuddleStoreSQLite" {
        for line in file.lines where ["SELECT ", "INSERT INTO", "PRAGMA "].contains(where: { line.contains($0) }) {
            let isProse = line.contains("///") || line.contains("// ")
            #expect(isProse, "\(file.path): \(line)")
        }
    }
}
