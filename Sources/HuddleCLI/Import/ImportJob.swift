import HuddleClient
import HuddleCore
import HuddleFormats
import HuddleStore

/// Takes over files of entries, each whole or not at all.
struct ImportJob {
    /// Statements that are looked up and written together.
    private static let pageStatements = 500

    let options: ImportOptions
    let global: GlobalOptions
    let environment: CommandEnvironment
    /// Makes the reader of one file.
    let makeReader: (ImportContext) throws -> any ImportReader

    func run() throws {
        let encoding = try options.chosenEncoding()
        let kind = try options.chosenKind()
        let log = try options.isDryRun ? global.log(in: environment) : global.writableLog(in: environment)
        let names = OwnerNames(try KnownNames(log))
        var reports: [ImportReport] = []
        var failure: ExitCode?
        for path in options.files {
            do {
                let file = try file(path)
                try file.requireText()
                let found = try encoding ?? TextEncoding.detect(try file.open())
                var context = ImportContext(
                    file: file, encoding: found, hash: log.host.hash, today: environment.today,
                    day: { environment.calendar.day(of: $0) }, owner: { names.full($0) })
                context.kind = kind
                let report = try take(context, into: log)
                if !global.json { try environment.output.write(report.text(isVerbose: options.isVerbose)) }
                if !report.problems.isEmpty {
                    environment.say("huddle: " + ImportFailure(report, isKept: true).description)
                    failure = failure ?? .badData
                }
                reports.append(report)
            } catch let error as any Reported where error.isAboutOneFile {
                let code = FailurePresenter(environment).present(error, at: .root)
                failure = failure ?? code
            }
        }
        try printEnd(reports)
        if let failure { throw Unfinished(exitCode: failure) }
    }

    private func take(_ context: ImportContext, into log: HuddleLog) throws -> ImportReport {
        var report = ImportReport(
            file: context.file.name, encoding: context.encoding, keepsEach: options.isVerbose || global.json)
        let progress = ImportProgress(context.file.name, environment)
        defer { progress.end() }
        try log.takeOver(isDryRun: options.isDryRun, isUndeleting: options.isUndeleting) { taking in
            var reader = try makeReader(context)
            var page: [(statement: FileStatement, line: Int)] = []
            var lines: [RecordID: Int] = [:]
            func flush() throws {
                let outcomes = try taking.take(page.map(\.statement))
                for (item, outcome) in zip(page, outcomes) { report.add(item.statement, at: item.line, outcome) }
                page.removeAll(keepingCapacity: true)
                progress.show(lines.count)
            }
            while report.problems.count < Limits.importProblemsNamed || options.keepsGoing,
                let event = try reader.next()
            {
                switch event {
                case .skipped(let piece): report.add(piece)
                case .problem(let problem): report.add(problem)
                case .statement(let statement, let line):
                    if let first = lines.updateValue(line, forKey: statement.record) {
                        lines[statement.record] = first
                        report.add(
                            ImportProblem(
                                line: line, "it has the same id as line \(first); expected each once in a file"))
                    } else if report.problems.isEmpty || options.keepsGoing {
                        page.append((statement, line))
                        if page.count == Self.pageStatements { try flush() }
                    }
                }
            }
            try flush()
            report.remarks = reader.remarks
            guard report.problems.isEmpty || options.keepsGoing else { throw ImportFailure(report, isKept: false) }
        }
        return report
    }

    private func file(_ path: String) throws -> ImportFile {
        if path == "-" {
            let bytes = try environment.input(Limits.importFileBytes)
            return ImportFile(
                path: "stdin", open: try Files.pieces(of: bytes, named: "stdin", limit: Limits.importFileBytes))
        }
        guard let open = try Files.pieces(of: path, limit: Limits.importFileBytes) else {
            throw UsageError.missingFile(path)
        }
        return ImportFile(path: path, open: open)
    }

    private func printEnd(_ reports: [ImportReport]) throws {
        if global.json {
            return try environment.printJSON { json in
                json.array { json in
                    for report in reports { report.write(to: &json) }
                }
            }
        }
        if reports.count > 1 { try environment.output.line(ImportReport.total(reports)) }
        if options.isDryRun { environment.say("Nothing was saved: this was a dry run.") }
        if !options.isVerbose, reports.contains(where: { $0.skippedCount > 0 }) {
            environment.say("--verbose says what was skipped and why.")
        }
        if !options.isUndeleting, reports.contains(where: { $0.deletedCount > 0 }) {
            environment.say("What was deleted here stays deleted: --undelete brings it back.")
        }
    }
}

/// A file that was not imported, or not as a whole, with the lines that are the reason.
struct ImportFailure: Error, CustomStringConvertible {
    let description: String

    /// - Parameter isKept: Whether the rest of the file was taken.
    init(_ report: ImportReport, isKept: Bool) {
        let problems = report.problems.sorted { $0.line < $1.line }
        let more = report.problemCount - problems.count
        let count =
            problems.count < Limits.importProblemsNamed
            ? Plural.text(problems.count, "line") : "\(report.problemCount) lines or more"
        let lines = problems.map { "\n  line \($0.line): \($0.message)" }.joined()
        let rest = more > 0 ? "\n  and \(more) more" : ""
        description =
            isKept
            ? "\(Plural.text(report.problemCount, "line")) of \(report.file) could not be taken; the rest was.\(lines)\(rest)"
            : "\(report.file) was not imported: \(count) cannot be taken.\(lines)\nNothing of it was saved: mend the file, "
                + "or give --keep-going to take the rest."
    }
}

extension Reported {
    /// Whether the next file may fare better.
    var isAboutOneFile: Bool {
        switch self {
        case is ImportFailure, is MinutesError, is NotText, is UsageError, is DraftError, is HomeError: true
        default: false
        }
    }
}

/// Shows how far a long import has come, on a terminal alone.
private struct ImportProgress {
    /// What is over sooner needs no progress.
    private static let quietMilliseconds: Int64 = 500

    private let name: String
    private let environment: CommandEnvironment
    private let start: WallTime

    init(_ name: String, _ environment: CommandEnvironment) {
        self.name = name
        self.environment = environment
        start = environment.host.now()
    }

    private var isSlow: Bool {
        environment.errors.isTerminal
            && environment.host.now().milliseconds - start.milliseconds >= Self.quietMilliseconds
    }

    func show(_ count: Int) {
        if isSlow { write("\r\u{1b}[K\(name): \(count) …") }
    }

    /// Clears the line that was shown.
    func end() {
        if isSlow { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) {
        // A terminal that is gone must not end an import.
        try? environment.errors.write(text)
    }
}

/// Full names of owners, each looked up once: 100,000 rows name the same ten people.
private final class OwnerNames {
    /// Beyond so many it begins anew, so that a file of names only fits in memory.
    private static let kept = 4096

    private let names: KnownNames
    private var full: [String: String] = [:]

    init(_ names: KnownNames) {
        self.names = names
    }

    func full(_ typed: String) -> String {
        if let known = full[typed] { return known }
        let name = names.full(typed)
        if full.count >= Self.kept { full.removeAll(keepingCapacity: true) }
        full[typed] = name
        return name
    }
}
