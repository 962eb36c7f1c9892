import HuddleClient
import HuddleTestSupport
import Testing

struct ScratchFileTests {
    @Test func whatWasPutThereIsReadFromAnywhere() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = ScratchFile(in: folder.path)
        var random = SeededRandom(seed: 3)
        var all: [UInt8] = []
        for _ in 0..<50 {
            let more = (0..<Int.random(in: 0...5000, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            #expect(try file.append(more) == all.count)
            all += more
            let start = Int.random(in: 0...all.count, using: &random)
            let count = Int.random(in: 0...all.count - start, using: &random)
            #expect(try file.read(at: start, count: count) == Array(all[start..<start + count]))
        }
    }

    @Test func nobodyElseFindsIt() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = ScratchFile(in: folder.path)
        _ = try file.append([1, 2, 3])
        #expect(try Files.names(in: folder.path) == [])
        #expect(try file.read(at: 1, count: 2) == [2, 3])
    }

    @Test func itSaysWhereThereIsNoRoom() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = ScratchFile(in: folder.path + "/missing")
        #expect { try file.append([1]) } throws: { ($0 as? HomeError)?.description.contains("/missing") == true }
    }

    @Test func moreThanWasPutThereIsAFailure() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = ScratchFile(in: folder.path)
        _ = try file.append([1, 2, 3])
        #expect(throws: HomeError.self) { try file.read(at: 2, count: 2) }
    }
}
