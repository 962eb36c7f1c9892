import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting
import Testing

/// What a member who may only read still says: who they are.
@Suite struct IntroductionTests {
    private let server: TestServer
    private let vera: TestDevice
    private let maria: TestDevice

    init() throws {
        server = try TestServer()
        let space = try server.makeSpace()
        vera = try server.device("Vera", in: space, role: .viewer)
        maria = try server.device(in: space)
    }

    private func person(
        _ writes: [Change.Write], of name: String = "Vera", by replica: ReplicaID? = nil
    ) -> [UInt8] {
        server.machine.advance(milliseconds: 1)
        let hash = server.machine.host.hash
        return Change(
            stamp: Stamp(time: server.machine.now, counter: 0), replica: replica ?? vera.replica, index: 1,
            record: Person.id(named: name, hash: hash), type: .person,
            writes: writes.sorted { $0.cell < $1.cell }, bases: []
        ).encoded()
    }

    private func name(_ name: String = "Vera") -> Change.Write { Change.Write(FieldName.name, .text(name)) }

    private func writesAs(_ replica: ReplicaID) throws -> Change.Write {
        Change.Write(try #require(CellName(FieldName.replicas, element: replica.hex)), .flag(true))
    }

    private func verdicts(of changes: [[UInt8]], from device: TestDevice) async throws -> [String] {
        try await server.application.test(.router) { client in
            try await device.sync(changes, through: client).verdicts.map(\.summary)
        }
    }

    @Test func aViewerSaysWhoTheyAreOnce() async throws {
        let introduction = person([name(), try writesAs(vera.replica)])
        let entry = try server.change(by: vera.replica, index: 2)
        let first = try await verdicts(of: [entry, introduction, entry], from: vera)
        #expect(first == ["read_only", "admitted", "read_only"])
        #expect(try await verdicts(of: [introduction], from: vera) == ["duplicate"])
        let again = person([name(), try writesAs(vera.replica)])
        #expect(try await verdicts(of: [again], from: vera) == ["read_only"], "it says nothing new")
        let phone = ReplicaID(bits: 77)
        #expect(try await verdicts(of: [person([name(), try writesAs(phone)], by: phone)], from: vera) == ["admitted"])
    }

    @Test func aViewerSaysNothingElse() async throws {
        #expect(try await verdicts(of: [try server.change(by: maria.replica)], from: maria) == ["admitted"])
        let mine = try writesAs(vera.replica)
        let foreign = [
            person([name("Maria Silva"), mine], of: "Maria Silva"), person([name("Vera the Great"), mine]),
            person([name(), mine, Change.Write(FieldName.department, .text("the board"))]),
            person([name(), mine, Change.Write(FieldName.deleted, .flag(true))]),
            person([name(), try writesAs(ReplicaID(bits: 5))]), person([name(), try writesAs(maria.replica)]),
            person([name(), try writesAs(maria.replica)], by: maria.replica),
        ]
        let refused = Array(repeating: "read_only", count: foreign.count)
        #expect(try await verdicts(of: foreign, from: vera) == refused)
    }

    @Test func aViewerHasNoMoreNamesToWriteAsThanDevices() async throws {
        for number in 1...UInt64(Limits.devicesPerMember) {
            let replica = ReplicaID(bits: 1000 + number)
            let change = person([name(), try writesAs(replica)], by: replica)
            #expect(try await verdicts(of: [change], from: vera) == ["admitted"])
        }
        let replica = ReplicaID(bits: 5000)
        #expect(try await verdicts(of: [person([try writesAs(replica)], by: replica)], from: vera) == ["read_only"])
    }
}
