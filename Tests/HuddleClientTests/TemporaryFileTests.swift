import Foundation
import HuddleClient
import HuddleTestSupport
import Testing

/// Files that are written next to their place first.
@Suite struct TemporaryFileTests {
    /// The name that this process's temporary file had when it could be guessed.
    @Test(arguments: [true, false])
    func plantedLinkIsNotFollowed(inPieces: Bool) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let victim = folder.path + "/victim"
        let path = folder.path + "/list.csv"
        try Data("untouched".utf8).write(to: URL(filePath: victim))
        try FileManager.default.createSymbolicLink(
            atPath: path + ".\(getpid()).new", withDestinationPath: victim)
        if inPieces {
            try Files.write(to: path) { try $0(Array("new".utf8)) }
        } else {
            try Files.write(Array("new".utf8), to: path)
        }
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "untouched")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(try Files.names(in: folder.path).count == 3, "nothing is left next to it")
    }

    @Test func nothingIsLeftWhereWritingFails() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        struct Stopped: Error {}
        #expect(throws: Stopped.self) {
            try Files.write(to: folder.path + "/list.csv") { append in
                try append([1, 2, 3])
                throw Stopped()
            }
        }
        #expect(try Files.names(in: folder.path) == [])
    }
}
