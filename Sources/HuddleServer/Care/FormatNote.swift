import Foundation
import HuddleCore
import HuddleStore

/// Which forms the files of a folder have, and which program gave them these: the file `format.json` in it.
///
/// It spares each command a look into every file, and lets an older program say which version it would have to be.
struct FormatNote: Hashable, Codable {
    static let fileName = "format.json"

    let directory: Int
    let log: Int
    /// The version of huddle-server that brought the files there.
    let program: String

    init(_ formats: StoredFormats) {
        directory = formats.directory
        log = formats.log
        program = Version.text
    }

    /// Nil where there is none, or none that can be read.
    init?(in folder: DataFolder) {
        guard let data = FileManager.default.contents(atPath: folder.path + "/" + Self.fileName),
            let note = try? JSONDecoder().decode(Self.self, from: data)
        else { return nil }
        self = note
    }

    func isNewer(than formats: StoredFormats) -> Bool { directory > formats.directory || log > formats.log }
    func isOlder(than formats: StoredFormats) -> Bool { directory < formats.directory || log < formats.log }

    /// Written whole or not at all.
    func write(to folder: DataFolder) throws {
        let path = folder.path + "/" + Self.fileName
        let temporary = path + ".\(getpid()).new"
        unlink(temporary)
        try DurableFile.write(Array((try JSONText.of(self) + "\n").utf8), to: temporary)
        guard rename(temporary, path) == 0 else { throw CareError.failed(path, errno) }
        try FileDigest.sync(folder.path)
    }
}
