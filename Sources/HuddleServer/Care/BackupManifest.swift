import Foundation
import HuddleCore
import HuddleStore
import HuddleWire

/// What a backup says of itself, in its file `manifest.json`. Protocol/files.md describes it.
struct BackupManifest: Hashable, Codable {
    static let fileName = "manifest.json"
    static let currentFormat = 1

    let format: Int
    /// When it was begun.
    let written: String
    let directory: DirectoryCopy
    let spaces: [SpaceCopy]

    /// A file as it was when it had been proved.
    struct FileCopy: Hashable, Codable {
        let bytes: Int
        let sha256: String
    }

    struct DirectoryCopy: Hashable, Codable {
        let file: FileCopy
        /// How many entries the audit log has, and its chain after them.
        let auditEntries: UInt64
        let auditChain: String
    }

    struct SpaceCopy: Hashable, Codable {
        let id: String
        let name: String
        let file: FileCopy
        /// The log's last number, and its chain there.
        let head: UInt64
        let chain: String
    }

    /// `2 spaces with 31 changes`.
    var contents: String {
        let changes = spaces.map(\.head).reduce(0, +)
        return Plural.text(spaces.count, "space") + " with " + Plural.text(Int(clamping: changes), "change")
    }

    init(written: WallTime, directory: DirectoryCopy, spaces: [SpaceCopy]) {
        format = Self.currentFormat
        self.written = written.iso8601
        self.directory = directory
        self.spaces = spaces
    }

    /// - Throws: `CareError.notABackup`, `.newerBackup`.
    init(in folder: String) throws(CareError) {
        let path = folder + "/" + Self.fileName
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .notABackup(path: folder, detail: "there is no \(Self.fileName) in it")
        }
        struct Format: Decodable { let format: Int }
        if let format = try? JSONDecoder().decode(Format.self, from: data).format, format > Self.currentFormat {
            throw .newerBackup(path: folder, found: format, supported: Self.currentFormat)
        }
        do {
            _ = try JSONKeys.ofObject(Array(data))
            self = try JSONDecoder().decode(BackupManifest.self, from: data)
        } catch {
            throw .notABackup(path: folder, detail: "its \(Self.fileName) is not what Huddle writes there")
        }
    }

    /// Each file with what it must be, the directory last: a folder without one is no server's yet.
    ///
    /// The paths follow from the spaces' ids; nothing that stands in the manifest is used as one.
    func files() throws(CareError) -> [(stored: StoredFile, copy: FileCopy)] {
        var files: [(StoredFile, FileCopy)] = []
        for space in spaces {
            guard let id = RecordID(space.id) else {
                throw .notABackup(path: Self.fileName, detail: "\(space.id.visible) is no space's id")
            }
            files.append((.space(id), space.file))
        }
        return files + [(.directory, directory.file)]
    }
}
