import HuddleCore
package import HuddleStore
package import HuddleWire

/// Lets devices in that bring an invitation.
///
/// Every call blocks: make it on one of the `Workers`.
package struct Doorway: Sendable {
    private let directory: any DirectoryStore
    private let host: Host

    package init(directory: any DirectoryStore, host: Host) {
        self.directory = directory
        self.host = host
    }

    /// - Throws: `Problem` with `.invitationInvalid`, `StoreError`.
    package func join(_ request: JoinRequest, from address: String? = nil) throws -> JoinReply {
        let outcome = try directory.write { writer in
            try writer.join(
                secretHash: TokenHash.of(request.secret), tokenHash: request.tokenHash, device: request.device,
                from: address, host: host)
        }
        switch outcome {
        case .joined(let access):
            return JoinReply(
                space: access.space.id, spaceName: access.space.name, memberName: access.member.name,
                department: access.member.department)
        case .refused(let refusal): throw Problem(.invitationInvalid, describe(refusal))
        }
    }

    private func describe(_ refusal: JoinRefusal) -> String {
        switch refusal {
        case .unknown: "there is no such invitation"
        case .used: "it was used before, by another device"
        case .expired: "it was good for 24 hours, which are over"
        case .withdrawn: "it was withdrawn"
        case .tooManyDevices:
            "this member has \(Limits.devicesPerMember) devices: once one of them is revoked, the same link lets this one in"
        case .tokenTaken: "this device's token is in use already: make a new one"
        }
    }
}
