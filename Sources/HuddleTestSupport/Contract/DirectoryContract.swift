import HuddleCore
package import HuddleStore

/// What every `DirectoryStore` must do. A store's tests run each case against it; a new store adds itself to their arguments.
package enum DirectoryContract {
    package typealias MakeDirectory = @Sendable () throws -> any DirectoryStore

    package struct Case: CustomStringConvertible, Sendable {
        package let description: String
        private let body: @Sendable (Workbench) throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (Workbench) throws -> Void) {
            self.description = description
            self.body = body
        }

        package func run(_ make: MakeDirectory) throws {
            try body(Workbench(directory: try make()))
        }
    }

    package static var cases: [Case] {
        storingCases + joiningCases + rightsCases + authorCases + feedCases + webhookCases
    }

    /// What a case works with.
    struct Workbench {
        let directory: any DirectoryStore
        let machine = SimulatedHost(seed: 3)

        var host: Host { machine.host }

        func makeSpace(_ name: String = "Acme team") throws -> SpaceListing {
            let space = SpaceListing(id: host.newRecordID(), name: name, created: host.now())
            try directory.write { try $0.add(space, hash: host.hash) }
            return space
        }

        func invite(
            _ name: String = "Maria", to space: SpaceListing, role: Role? = nil
        ) throws -> (member: Member, invitation: Invitation) {
            try directory.write { writer in
                let added = try writer.addMember(
                    named: name, department: "sales", role: role, to: space.id, host: host)
                let invitation = try writer.invite(added.member, secretHash: host.randomBytes(32), host: host)
                return (added.member, invitation)
            }
        }

        func join(_ invitation: Invitation, token: [UInt8]? = nil) throws -> JoinOutcome {
            try directory.write { writer in
                try writer.join(
                    secretHash: invitation.secretHash, tokenHash: token ?? host.randomBytes(32), device: "laptop",
                    from: "192.0.2.7", host: host)
            }
        }

        func device(_ name: String = "Maria", in space: SpaceListing, role: Role? = nil) throws -> Access {
            let outcome = try join(try invite(name, to: space, role: role).invitation)
            guard case .joined(let access) = outcome else {
                throw ContractViolation(description: "joining gave \(outcome)")
            }
            return access
        }

        func access(_ device: Device) throws -> Access? {
            try directory.read { try $0.access(tokenHash: device.tokenHash) }
        }

        var actions: [AuditEvent.Action] {
            get throws { try directory.read { try $0.audit(after: 0, limit: 1000).map(\.event.action) } }
        }
    }
}
