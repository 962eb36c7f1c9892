import Foundation

/// Where the protocol's pages and vectors stand.
enum ProtocolFolder {
    static func file(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Protocol").appending(path: path)
            .standardizedFileURL
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: file(path)), as: UTF8.self)
    }
}
