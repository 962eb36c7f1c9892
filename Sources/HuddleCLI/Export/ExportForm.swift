import HuddleClient
import HuddleCore
import HuddleFormats

/// What an export becomes, as the options say it: a format or a template, its order, and where it goes.
struct ExportForm {
    enum Target {
        /// A file, or stdout.
        case stream(String?)
        /// A file for each heading, in a folder.
        case folder(String, per: ExportGroup)
    }

    private enum Kind {
        case format(Format, columns: [ExportColumn]?, isRaw: Bool)
        case template(String, name: String)
    }

    let target: Target
    private let kind: Kind
    private let group: ExportGroup
    private let sort: ExportSort?

    init(_ options: ExportOptions, usual: ExportGroup, isJSON: Bool, _ environment: CommandEnvironment) throws {
        let per = try options.chosenPer()
        let output = options.output.flatMap { $0 == "-" ? nil : $0 }
        switch (per, options.outputDir) {
        case (nil, nil): target = .stream(output)
        case (nil, .some): throw UsageError.missing("what each file is for", example: "--per owner")
        case (.some, nil): throw UsageError.missing("which folder the files go to", example: "--output-dir lists")
        case (let per?, let folder?):
            if options.output != nil { throw UsageError.notTogether("--output", "--output-dir") }
            target = .folder(folder, per: per)
        }
        if let template = options.template {
            if options.format != nil { throw UsageError.notTogether("--format", "--template") }
            if options.columns != nil { throw UsageError.notTogether("--columns", "--template") }
            if isJSON, per == nil { throw UsageError.notTogether("--json", "--template") }
            kind = .template(try Self.read(template), name: Self.name(of: template))
        } else {
            // With several files, JSON was asked of the list of them.
            let format = try options.chosenFormat(isJSON: isJSON && per == nil)
            kind = .format(format, columns: try options.chosenColumns(for: format), isRaw: options.raw)
        }
        // Inside one owner's file, headings of owners would say one thing.
        group = try options.chosenGroup() ?? (per == usual ? .due : usual)
        sort = try options.chosenSort()
    }

    func order(today: CivilDate) -> ExportOrder {
        ExportOrder(group: group, sort: sort, today: today, showsAll: hasHeadings)
    }

    func makeWriter() throws -> any ExportWriter {
        switch kind {
        case .format(let format, let columns, let isRaw):
            return format.makeWriter(group: group, columns: columns, isRaw: isRaw)
        case .template(let text, let name):
            do throws(TemplateError) {
                return try TemplateWriter(text, named: name)
            } catch {
                throw ExportError.badTemplate(name: name, error)
            }
        }
    }

    var isBinary: Bool { if case .format(.xlsx, _, _) = kind { true } else { false } }

    var hasRoomForFacts: Bool {
        switch kind {
        case .format(let format, _, _): format.hasRoomForFacts
        case .template: false
        }
    }

    private var hasHeadings: Bool {
        switch kind {
        case .format(let format, _, _): format.hasHeadings
        case .template: true
        }
    }

    /// What the names of several files end in.
    var ending: String {
        switch kind {
        case .format(let format, _, _): format.fileExtension
        case .template(_, let name): name.contains(".htm") ? "html" : name.contains(".md") ? "md" : "txt"
        }
    }

    private static func read(_ path: String) throws -> String {
        guard let bytes = try Files.readWhole(path, limit: Limits.importFileBytes) else {
            throw UsageError.missingFile(path)
        }
        guard bytes.count <= Limits.importFileBytes, let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError.notUTF8(what: path)
        }
        return text
    }

    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map { $0.lowercased() } ?? path
    }
}

/// Why something cannot be exported.
enum ExportError: Error, Hashable, Sendable {
    case badTemplate(name: String, TemplateError)
}

extension ExportError: CustomStringConvertible {
    var description: String {
        switch self {
        case .badTemplate(let name, let error):
            "The template \(name.visible) cannot be read, \(error.description.visible). Nothing was written."
        }
    }
}

extension ExportError: Reported {
    var exitCode: ExitCode { .badData }
}

extension ZIPError: Reported {
    var exitCode: ExitCode { .badData }
}
