import HuddleCore
import HuddleServer
import HuddleStore
import HuddleTestSupport
import HuddleWire
import Hummingbird
import HummingbirdTesting

/// A space with one member who writes entries and asks for lists of them.
struct ServerTeam: Sendable {
    let server: TestServer
    let space: SpaceListing
    let device: TestDevice

    init(spaceName: String = "Acme team") throws {
        server = try TestServer()
        space = try server.makeSpace(spaceName)
        device = try server.device(in: space)
    }

    func path(_ list: String) -> String { "/v1/spaces/\(space.id.text)/exports/\(list)" }

    /// - Parameter coding: What `Accept-Encoding` says.
    func export(
        _ list: String, taking coding: String? = nil, through client: any TestClientProtocol
    ) async throws -> TestResponse {
        var headers = device.authorization
        headers[.acceptEncoding] = coding
        return try await client.execute(uri: path(list), method: .get, headers: headers)
    }

    /// Entries, each with these values; a name with a slash is an element of a set.
    func write(
        _ entries: [String: String]..., meeting: RecordID? = nil, through client: any TestClientProtocol
    ) async throws {
        try await write(entries, meeting: meeting, through: client)
    }

    func write(
        _ entries: [[String: String]], meeting: RecordID? = nil, through client: any TestClientProtocol
    ) async throws {
        let changes = entries.map { change(.entry, server.machine.host.newDerivedID(), $0, meeting: meeting) }
        _ = try await device.sync(changes, through: client)
    }

    /// One record of any type.
    ///
    /// - Returns: Its id.
    func write(
        type: RecordType, _ values: [String: String], through client: any TestClientProtocol
    ) async throws -> RecordID {
        let id = server.machine.host.newDerivedID()
        _ = try await device.sync([change(type, id, values)], through: client)
        return id
    }

    private func change(
        _ type: RecordType, _ id: RecordID, _ values: [String: String], meeting: RecordID? = nil
    ) -> [UInt8] {
        server.machine.advance(milliseconds: 1)
        var writes = values.sorted { $0.key < $1.key }.compactMap { name, value -> Change.Write? in
            CellName(name).map { Change.Write($0, name.contains("/") ? .flag(true) : .text(value)) }
        }
        if let meeting { writes.append(Change.Write(FieldName.meeting, .reference(meeting))) }
        return Change(
            stamp: Stamp(time: server.machine.now, counter: 0), replica: device.replica,
            index: UInt64(server.machine.now.milliseconds), record: id, type: type,
            writes: writes.sorted { $0.cell < $1.cell }, bases: []
        ).encoded()
    }
}
