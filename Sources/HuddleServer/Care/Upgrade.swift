import Foundation
import HuddleCore
import HuddleStore

/// Brings the files of an older version up to date, after a backup of them as they are.
///
/// Everything that uses a folder comes through here first, so no file is ever altered by being opened.
struct Upgrade {
    private let folder: DataFolder
    private let environment: ServerEnvironment
    private let storage: any ServerStorage

    init(_ folder: DataFolder, _ environment: ServerEnvironment) {
        self.folder = folder
        self.environment = environment
        storage = environment.storage(folder.path)
    }

    /// - Throws: `CommandError.newerFolder`, where a newer version has been here; `.olderServerRuns`, where a server of an
    ///   older one is still running; and what a backup throws. The files are as they were then.
    func run() throws {
        let formats = storage.formats
        if let note = FormatNote(in: folder) {
            guard !note.isNewer(than: formats) else {
                throw CommandError.newerFolder(path: folder.path, program: note.program)
            }
            guard note.isOlder(than: formats) else { return }
        }
        let outdated = try files().filter { try storage.format(of: $0) < formats.current(for: $0) }
        if !outdated.isEmpty { try upgrade(outdated) }
        try FormatNote(formats).write(to: folder)
    }

    private func upgrade(_ outdated: [StoredFile]) throws {
        let lock: FolderLock
        do {
            lock = FolderLock(try folder.lock())
        } catch CommandError.folderInUse {
            throw CommandError.olderServerRuns(path: folder.path)
        }
        defer { lock.release() }
        let backups = DataFolder(folder.path + "/before-upgrade")
        let (path, _) = try Backup(data: folder, environment: environment).write(into: backups)
        let files = Plural.files(outdated.count)
        environment.say("Backed up to \(path.visible), to bring \(files) up to date.")
        let listed = try storage.directory().read { try $0.spaces().map(\.id) }
        for space in listed where outdated.contains(.space(space)) { _ = try storage.openSpace(space) }
        environment.say("Brought \(files) up to date.")
    }

    /// The databases that are there, whether they are listed or not.
    private func files() -> [StoredFile] {
        guard FileManager.default.fileExists(atPath: folder.path + "/" + StoredFile.directory.path) else { return [] }
        let spaces = folder.spaceFiles.filter { $0.hasSuffix(".sqlite") }.compactMap {
            RecordID(String($0.dropLast(7)))
        }
        return [.directory] + spaces.map { .space($0) }
    }
}
