import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What `huddle doctor --salvage` came to.
enum SalvageReport {
    static func run(
        from home: Home, to folder: String, _ global: GlobalOptions, _ environment: CommandEnvironment
    ) throws {
        let rescue = try home.salvage(to: folder)
        let salvaged = rescue.salvaged
        let entries = try rescue.log.counts().entries
        if global.json {
            try environment.printJSON { json in
                json.object { json in
                    json.member("home", folder)
                    json.member("read", salvaged.read)
                    json.member("unreadable", salvaged.unreadable)
                    json.member("asShown", salvaged.shown)
                    json.member("entries", entries)
                    json.member("sameSpace", rescue.isSameSpace)
                    json.member("canSync", rescue.hasServer)
                }
            }
        } else {
            let lost = salvaged.unreadable == 0 ? "all that could be found" : "\(salvaged.unreadable) could not be read"
            let saved = "\(Plural.text(salvaged.read, "change")) with \(Plural.text(entries, "entry"))"
            try environment.output.line("Saved \(saved) to \(folder.visible): \(lost).")
        }
        if salvaged.shown > 0 {
            let records = Plural.text(salvaged.shown, "record")
            environment.say(
                "\(records) \(salvaged.shown == 1 ? "was" : "were") saved as last shown here, because what was written could "
                    + "not be read: look them over.")
        }
        environment.say("The damaged log was not written to: keep it.")
        let next = "--home \(folder.visible)"
        if !rescue.isSameSpace {
            environment.say(
                "Whose log it was could not be read: `huddle join LINK \(next)` makes it your team's again.")
        } else if rescue.hasServer {
            environment.say("`huddle sync \(next)` brings back what had been synced.")
        }
        if salvaged.unreadable > 0 { throw Unfinished(exitCode: .failure) }
    }
}
