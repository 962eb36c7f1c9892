import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// What a check of a log found, in plain words.
struct DoctorReport {
    /// Something found, and what to do about it.
    struct Ill: Hashable {
        let words: String
        let advice: String
    }

    private static let illsNamed = 20

    let loose: [LooseFile]
    let areFixed: Bool
    let wasRebuildAsked: Bool
    let checkUp: Result<CheckUp, any Error>

    static func isDamage(_ error: any Error) -> Bool {
        switch error {
        case StoreError.damaged, StoreError.notADatabase, StoreError.unreadableChange: true
        default: false
        }
    }

    var isSound: Bool { ills.isEmpty }

    var ills: [Ill] {
        var ills: [Ill] = []
        if !areFixed {
            ills += loose.map { file in
                let modes = "\(String(file.mode, radix: 8)) instead of \(String(file.wanted, radix: 8))"
                return Ill(
                    words: "others than you may use \(file.path.visible): its mode is \(modes)",
                    advice: "`huddle doctor --fix` sets it right")
            }
        }
        switch checkUp {
        case .failure(let error):
            ills.append(Ill(words: Self.words(of: error), advice: Self.salvageAdvice))
        case .success(let checkUp):
            let mayRebuild = !checkUp.wasRebuilt && !checkUp.findings.contains(where: \.forbidsRebuilding)
            ills += checkUp.findings.map {
                Ill(words: Self.words(of: $0, checkUp), advice: Self.advice(on: $0, mayRebuild: mayRebuild))
            }
            let offset = checkUp.state.clock.offsetMilliseconds
            if abs(offset) > Limits.clockAheadMilliseconds {
                let distance = "\(Plural.span(milliseconds: offset)) \(offset < 0 ? "ahead of" : "behind")"
                ills.append(
                    Ill(
                        words: "this machine's clock was \(distance) the server's at the last sync",
                        advice: "set it right; until then, notes are written with corrected times"))
            }
        }
        return ills
    }

    private static func words(of finding: Finding, _ checkUp: CheckUp) -> String {
        finding.description { checkUp.names[$0] ?? "record \($0.text)" }
    }

    private static func words(of damage: any Error) -> String {
        switch damage {
        case StoreError.damaged(let path, let detail): "\(path.visible) is damaged: \(detail.visible)"
        case StoreError.notADatabase(let path): "\(path.visible) does not begin as a log does"
        case StoreError.unreadableChange(let id, let error): "change \(id?.hex ?? "") is unreadable: \(error)"
        default: "the log cannot be read: \(damage)"
        }
    }

    private static let salvageAdvice =
        "copy the folder, then `huddle doctor --salvage NEWFOLDER` saves what can be read; what was synced comes back from "
        + "the server"

    private static func advice(on finding: Finding, mayRebuild: Bool) -> String {
        guard mayRebuild else { return salvageAdvice }
        return switch finding {
        case .storage, .staleRecord, .strayChanges, .misfiledChange:
            "copy the folder, then `huddle doctor --rebuild` writes it anew from the changes"
        case .badChange, .missingChanges: salvageAdvice
        case .brokenChain: "`huddle doctor --rebuild`, then `huddle sync` reads the team's log from the start"
        }
    }
}

extension DoctorReport {
    func text(in environment: CommandEnvironment) -> String {
        var sheet = Sheet(environment.style)
        let ills = ills
        sheet.heading(ills.isEmpty ? "This log is sound." : "Found \(Plural.text(ills.count, "thing")) to see to.")
        if areFixed, !loose.isEmpty {
            sheet.addRaw("fixed", "the modes of " + loose.map(\.path.visible).joined(separator: ", "))
        }
        let named = ills.prefix(Self.illsNamed)
        for (position, ill) in named.enumerated() {
            sheet.addRaw("found", ill.words)
            // What is to be done about many is said once.
            let isLast = position + 1 == named.count || named[position + 1].advice != ill.advice
            if isLast { sheet.addRaw("", ill.advice) }
        }
        if ills.count > Self.illsNamed {
            sheet.addRaw("found", "\(ills.count - Self.illsNamed) more; --json names them")
        }
        guard case .success(let checkUp) = checkUp else { return sheet.text }
        if wasRebuildAsked, !checkUp.wasRebuilt {
            sheet.addRaw(
                "rebuilt", "nothing: it would put damaged words or none in the place of those that are still shown")
        }
        if checkUp.wasRebuilt {
            let mended = checkUp.mended.count
            let words = mended == 0 ? "nothing was wrong" : "mended " + Plural.text(mended, "thing")
            let changes = Plural.text(checkUp.counts.changes, "change")
            sheet.addRaw("rebuilt", "records, lists and search, from \(changes); \(words)")
            for finding in checkUp.mended.prefix(Self.illsNamed) {
                sheet.addRaw("mended", Self.words(of: finding, checkUp))
            }
        }
        let counts = checkUp.counts
        sheet.addRaw(
            "checked", "files and modes, \(Plural.text(counts.changes, "change")), records, search, chain, clock")
        sheet.addRaw("entries", String(counts.entries))
        sheet.addRaw("to sync", counts.toSync == 0 ? "nothing" : Plural.text(counts.toSync, "change"))
        sheet.addRaw(
            "conflicts", counts.conflicts == 0 ? "none" : String(counts.conflicts) + ": `huddle conflicts` shows them")
        sheet.addRaw(
            "refused",
            counts.quarantined == 0 ? "none" : Plural.text(counts.quarantined, "change") + ": `huddle quarantine`")
        return sheet.text
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("sound", isSound)
            json.key("findings")
            json.array { json in
                for ill in ills {
                    json.object { json in
                        json.member("what", ill.words)
                        json.member("advice", ill.advice)
                    }
                }
            }
            json.member("fixed", areFixed ? loose.map(\.path) : [])
            guard case .success(let checkUp) = checkUp else { return }
            json.member("rebuilt", checkUp.wasRebuilt)
            json.member("mended", checkUp.mended.map { Self.words(of: $0, checkUp) })
            json.member("changes", checkUp.counts.changes)
            json.member("entries", checkUp.counts.entries)
            json.member("notYetSynced", checkUp.counts.toSync)
            json.member("conflicts", checkUp.counts.conflicts)
            json.member("refused", checkUp.counts.quarantined)
            json.key("clockOffsetMilliseconds")
            json.value(checkUp.state.clock.offsetMilliseconds)
        }
    }
}
