// swift-tools-version: 6.2
import PackageDescription

/// Applied to every target of ours: language mode 6 is the tools version's default.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

/// The rules and what stores and simulates them, in debug builds too: tests run them a hundred million times.
let optimized: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Lets tests break a rule of merging on purpose (`Mutant`). What people get cannot be broken so.
let mutable: [SwiftSetting] = [.define("MUTANTS", .when(configuration: .debug))]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")

let package = Package(
    name: "huddle",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "huddle", targets: ["huddle"]),
        .executable(name: "huddle-server", targets: ["huddle-server"]),
        // Loaded in front of the C library by tests of real faults; no part of what is installed.
        .library(name: "HuddleFaultShim", type: .dynamic, targets: ["FaultShim"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0", traits: []),
    ],
    targets: [
        // The rules. Imports nothing.
        .target(name: "HuddleCore", swiftSettings: optimized + mutable),

        // Bytes and values.
        // Without pkg-config, which would put the system's folder before those that a release searches first (Scripts/release).
        .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "HuddlePacking", dependencies: ["CZlib"], swiftSettings: optimized),
        .target(
            name: "HuddleWire",
            dependencies: [
                "HuddleCore", "HuddlePacking", crypto, .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            swiftSettings: optimized),

        // Storage.
        .target(name: "HuddleStore", dependencies: ["HuddleCore"], swiftSettings: optimized),
        .target(
            name: "CSQLiteShim",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .target(
            name: "HuddleStoreSQLite",
            dependencies: [
                "HuddleCore", "HuddleStore", "CSQLiteShim",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: optimized),

        // What programs use.
        .target(
            name: "HuddleFormats", dependencies: ["HuddleCore", "HuddlePacking", mustache], swiftSettings: optimized),
        .target(
            name: "HuddleClient",
            dependencies: [
                "HuddleCore", "HuddleStore", "HuddleWire", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL,
            ],
            swiftSettings: optimized),
        .target(
            name: "HuddleServer",
            dependencies: [
                "HuddleCore", "HuddleFormats", "HuddlePacking", "HuddleStore", "HuddleWire",
                argumentParser, asyncHTTPClient, crypto, logging, nioCore, nioHTTP1, nioPosix,
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                nioSSL,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
        .target(
            name: "HuddleCLI",
            dependencies: ["HuddleClient", "HuddleCore", "HuddleFormats", "HuddleStore", "HuddleWire", argumentParser],
            swiftSettings: strict),
        // Line editing in capture mode, for `huddle` alone: the set-up hands it to the commands.
        // It needs libedit's header, and loads the library itself.
        .target(name: "CLineEditor", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
        .executableTarget(
            name: "huddle",
            dependencies: [
                "CLineEditor", "HuddleCLI", "HuddleClient", "HuddleCore", "HuddleStore", "HuddleStoreSQLite",
                "HuddleWire",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "huddle-server",
            dependencies: ["HuddleCore", "HuddleServer", "HuddleStore", "HuddleStoreSQLite", "HuddleWire", logging],
            swiftSettings: strict),

        // Tests.
        .executableTarget(
            name: "simulate", dependencies: ["HuddleCore", "HuddleTestSupport", argumentParser], swiftSettings: strict),
        .target(
            name: "HuddleTestSupport",
            dependencies: [
                "HuddleClient", "HuddleCore", "HuddleServer", "HuddleStore", "HuddleStoreSQLite", "HuddleWire",
            ],
            swiftSettings: optimized),
        .testTarget(
            name: "HuddleCoreTests", dependencies: ["HuddleCore", "HuddleTestSupport", "HuddleWire"],
            swiftSettings: strict),
        .testTarget(
            name: "HuddleWireTests",
            dependencies: [
                "HuddleCore", "HuddleWire", "HuddleTestSupport",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HuddleStoreSQLiteTests",
            dependencies: [
                "HuddleCore", "HuddleStore", "HuddleStoreSQLite", "HuddleTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HuddleFormatsTests",
            dependencies: ["HuddleCore", "HuddleFormats", "HuddlePacking", "HuddleTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "HuddleClientTests",
            dependencies: ["HuddleClient", "HuddleCore", "HuddleStore", "HuddleTestSupport", "HuddleWire", nioCore],
            swiftSettings: strict),
        .testTarget(
            name: "HuddleServerTests",
            dependencies: [
                "HuddleCore", "HuddleServer", "HuddleStore", "HuddleStoreSQLite", "HuddleTestSupport", "HuddleWire",
                logging, nioCore, nioPosix,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "HuddleCLITests",
            dependencies: [
                "HuddleCLI", "HuddleClient", "HuddleCore", "HuddleFormats", "HuddleServer", "HuddleStore",
                "HuddleStoreSQLite", "HuddleTestSupport", "HuddleWire",
            ],
            exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "SimulationTests", dependencies: ["HuddleCore", "HuddleTestSupport"], swiftSettings: strict),
        .target(name: "FaultShim", path: "Tests/FaultShim"),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "HuddleCLI", "HuddleCore", "HuddleServer", "HuddleStore", "HuddleStoreSQLite", "HuddleTestSupport",
                "huddle",
                "huddle-server", "simulate", nioPosix, nioSSL,
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(name: "TidyTests", swiftSettings: strict),
    ]
)

// Fuzzing wants every module compiled for it, so its program is there when asked for: `make fuzz`.
if Context.environment["HUDDLE_FUZZ"] == "1" {
    package.targets += [
        .target(name: "CFuzzer", path: "Fuzz/Sources/CFuzzer"),
        .executableTarget(
            name: "huddle-fuzz", dependencies: ["CFuzzer", "HuddleCore", "HuddleFormats", "HuddleStore", "HuddleWire"],
            path: "Fuzz/Sources/huddle-fuzz", swiftSettings: strict),
    ]
}
