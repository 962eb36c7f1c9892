import HuddleCore
import HuddleStore
import HuddleWire

/// Where an invitation's link points to: what was said, else the public address, else where the server listens.
struct LinkAddress {
    private let server: ServerURL

    init(_ given: ServerURL?, _ folder: DataFolder, _ settings: Settings, _ environment: ServerEnvironment) {
        server = given ?? settings.publicURL ?? Self.server(folder, settings, environment)
    }

    /// Prints the link, this one time: what is stored of its secret is a hash.
    func print(_ secret: [UInt8], to environment: ServerEnvironment) {
        environment.print(InvitationLink(server: server.text, secret: secret).text)
    }

    private static func server(
        _ folder: DataFolder, _ settings: Settings, _ environment: ServerEnvironment
    ) -> ServerURL {
        let running = folder.listening?.reached
        let address =
            running
            ?? ServerURL(
                settings.listen, port: settings.listen.port, isSecure: settings.tls != nil)
        if running == nil {
            environment.say(
                "No server is running here, so the link points to where one would listen: \(address.text). "
                    + "Say --url for another address.")
        } else if settings.isBehindProxy || address.isWildcard {
            environment.say("\(address.text) is not where people reach this server: say --url, or set public-url.")
        }
        return address
    }
}
