import Foundation

/// Something that goes wrong at one call of a program to the system. A shim in front of the C library sees to it
/// (`Tests/FaultShim`), so it needs no rights and no tracer.
struct Fault {
    enum Kind: String {
        /// As SIGKILL does, before the call.
        case kill
        /// As SIGKILL does, with half of it written.
        case tear
        case inputOutputError = "EIO"
        /// The disk is full from this call on.
        case full
    }

    enum Calls: String {
        case all
        case write
        case sync
    }

    let kind: Kind
    /// Which call, counted from 1.
    let call: Int
    var calls = Calls.all

    var environment: [String: String] {
        Fault.shim.merging([
            "HUDDLE_FAULT": kind.rawValue, "HUDDLE_FAULT_AT": String(call), "HUDDLE_FAULT_CALLS": calls.rawValue,
        ]) { _, new in new }
    }

    /// The shim alone, which notes every call in `file`.
    static func noting(in file: String) -> [String: String] {
        shim.merging(["HUDDLE_FAULT_LOG": file]) { _, new in new }
    }

    /// The shim stands beside the programs that were built with it, and works where there is a LD_PRELOAD.
    static var areHere: Bool {
        #if os(Linux)
            FileManager.default.fileExists(atPath: library)
        #else
            false
        #endif
    }

    private static var shim: [String: String] { ["LD_PRELOAD": library] }

    private static var library: String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "libHuddleFaultShim.so")
            .path
    }
}

/// A call to the system, as the shim notes it.
struct Call: CustomStringConvertible {
    let kind: String
    let path: String

    var description: String { "\(kind) \(path)\n" }

    static func all(in file: String) throws -> [Call] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { line in
            let words = line.split(separator: " ", maxSplits: 1)
            return Call(kind: String(words[0]), path: words.count > 1 ? String(words[1]) : "")
        }
    }
}

extension Program.Output {
    /// `huddle` has no exit code of this number.
    var wasKilled: Bool { status == SIGKILL }
}

extension Machine {
    /// Every entry's text, from `list --json`.
    func texts() throws -> [String] {
        let output = try huddle("list", "--json")
        guard output.status == 0 else { throw Unlistable(message: output.stderr) }
        let entries = try JSONSerialization.jsonObject(with: Data(output.stdout.utf8)) as? [[String: Any]] ?? []
        return entries.compactMap { $0["text"] as? String }
    }

    struct Unlistable: Error {
        let message: String
    }
}

/// How many of something to do: fewer than a whole run where an environment variable says nothing.
enum Extent {
    static func number(_ name: String, otherwise: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? otherwise
    }
}
