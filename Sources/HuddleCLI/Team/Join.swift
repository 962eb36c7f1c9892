import ArgumentParser
import HuddleClient
import HuddleCore
import HuddleStore
import HuddleWire

/// Makes this machine one of a member's devices.
struct Join: NetworkCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Join your team's log with the link that your admin sent.",
        discussion: HelpText.discussion(
            """
            What you captured before goes along with the next `huddle sync`. A link works once, for 24 hours. On a machine that \
            you share, write - and paste the link: what stands on a command line, others may see. An authority that \
            --ca-file names is believed for this team's server alone; SSL_CERT_FILE counts as for other programs. A link with \
            http:// is taken where the server runs on this machine; for any other server, --insecure must be given.
            """,
            examples: [
                "huddle join 'https://huddle.example.com/join#…'",
                "huddle join - --ca-file company-ca.pem < link.txt",
            ]))

    @OptionGroup var global: GlobalOptions

    var printing: Printing { .confirmation }

    @Argument(help: "The whole link, in quotes, or - to read it from standard input.")
    var link: String

    @Option(
        help: "A PEM file with the authority that signed the server's certificate, where this machine knows it not.")
    var caFile: String?

    @Flag(help: "Join over http, although everyone on the way can then read and change what is sent.")
    var insecure = false

    func run(in environment: CommandEnvironment) async throws {
        let text = link == "-" ? String(decoding: try environment.input(Limits.smallRequestBytes), as: UTF8.self) : link
        guard let link = InvitationLink(text.trimmed) else {
            throw InvitationLink.namesUser(text.trimmed) ? UsageError.linkWithUser : .badLink
        }
        if link.isReadableByOthers, !insecure { throw UsageError.insecureLink(server: link.server) }
        let authority = try caFile.map { try certificates(in: $0) }
        let home = try global.home(in: environment)
        // A log that cannot be opened is found before the link is spent.
        let former = try home.hasLog ? global.writableLog(in: environment) : nil
        let token = try home.token(for: link)
        let reply: JoinReply
        do {
            reply = try await environment.network.join(
                JoinRequest(secret: link.secret, tokenHash: TokenHash.of(token), device: device(environment)),
                link.server, authority)
        } catch TransportError.problem(let problem) where problem.code == .invitationInvalid {
            try home.joinIsDone(link)
            throw TransportError.problem(problem)
        }
        let arrival = try Arrival(reply, former: former, home: home, environment)
        try home.setServer(ServerAccess(url: link.server, token: token, authority: authority))
        try home.joinIsDone(link)
        if global.json {
            let overview = try LogOverview(home, arrival.log)
            return try environment.printJSON { overview.write(to: &$0) }
        }
        try environment.output.line(
            "Joined \(reply.spaceName.visible) as \(reply.memberName.visible). Now run `huddle sync`.")
        environment.say(arrival.remark)
    }

    /// What the file holds now: it is kept with the log, and need not stay.
    private func certificates(in file: String) throws -> String {
        guard let bytes = try Files.readWhole(file, limit: Limits.certificateFileBytes) else {
            throw UsageError.missingFile(file)
        }
        let pem = String(decoding: bytes, as: UTF8.self)
        guard Trust.isAuthority(pem) else { throw UsageError.noCertificate(file) }
        return pem
    }

    private func device(_ environment: CommandEnvironment) -> String {
        var name = environment.device.trimmed
        while name.utf8.count > Limits.nameBytes { name.removeLast() }
        return name.isEmpty ? "unnamed" : name
    }
}
