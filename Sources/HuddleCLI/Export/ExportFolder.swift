import HuddleClient
import HuddleCore
import HuddleFormats

/// The files of an export in several, one for each owner or customer, in a folder that is made where there is none.
struct ExportFolder {
    struct Written {
        let path: String
        let heading: String
        let count: Int
    }

    private let path: String
    private let ending: String
    private var names: Set<String> = []
    private(set) var written: [Written] = []

    init(_ path: String, ending: String) throws {
        self.path = path
        self.ending = ending
        try Files.createFolder(path)
    }

    /// Where the file for a heading goes.
    mutating func place(for heading: ExportHeading, count: Int) -> String {
        let name = ExportFileName.make(for: heading.text, ending: ending, taken: &names)
        let place = path + "/" + name
        written.append(Written(path: place, heading: heading.text, count: count))
        return place
    }

    /// A line for each file: what was written is the result.
    func print(_ environment: CommandEnvironment, asJSON: Bool) throws {
        guard asJSON else {
            let lines = written.map { "\($0.path.visible)  \($0.heading.visible), \(Plural.entries($0.count))\n" }
            return try environment.output.write(lines.joined())
        }
        try environment.printJSON { json in
            json.array { json in
                for file in written {
                    json.object { json in
                        json.member("file", file.path)
                        json.member("heading", file.heading)
                        json.member("count", file.count)
                    }
                }
            }
        }
    }
}
