// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

/// Measures Huddle from outside, as whole processes, beside the least that the same work can cost.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    targets: [
        .executableTarget(name: "bench", dependencies: ["CBench"], swiftSettings: strict),
        .target(name: "CBench", linkerSettings: [.linkedLibrary("sqlite3"), .linkedLibrary("z")]),

        // The limits: C on libsqlite3, the same tables and rows, nothing else.
        .target(name: "CLimit", linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(name: "limit-capture", dependencies: ["CLimit"]),
        .executableTarget(name: "limit-commit", dependencies: ["CLimit"]),
        .executableTarget(name: "limit-merge", dependencies: ["CLimit"]),
        .executableTarget(name: "limit-read", dependencies: ["CLimit"]),
        .executableTarget(name: "limit-search", dependencies: ["CLimit"]),

        // Runs a command from a small process and notes what it took.
        .executableTarget(name: "timed"),
    ]
)
