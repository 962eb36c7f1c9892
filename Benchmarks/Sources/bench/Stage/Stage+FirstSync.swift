extension Stage {
    /// A new machine joins the space that everything was uploaded to, and reads it all.
    func firstSync(
        through proxy: CountingProxy? = nil
    ) throws -> (run: Run, counts: CountingProxy.Counts) {
        let space = try pushed().space
        let home = try newHome("reader")
        try join(home, space, as: "Jonas Weber", url: proxy?.url)
        _ = proxy?.takeCounts()
        let run = try huddle(["sync"], home)
        let counts = proxy?.takeCounts() ?? CountingProxy.Counts()
        let found = try home.number("SELECT count(*) FROM record WHERE kind = 'action'")
        guard found >= entries else { throw Failure("\(found) of \(entries) entries arrived") }
        return (run, counts)
    }

    /// The same rows and the same index, written by C.
    ///
    /// - Parameter page: Entries a transaction: as many as Huddle takes.
    func limitMerge(entries: Int? = nil, page: Int = 8000) throws -> (seconds: Double, entries: Int) {
        let source = try pushed().home.log
        let folder = try newHome("limit-merge").folder
        let counts = [entries ?? self.entries, page].map { String($0) }
        let run = try tool("limit-merge", [source, folder + "/log.sqlite"] + counts)
        let words = String(decoding: run.output, as: UTF8.self).split { $0.isWhitespace }
        guard words.count == 2, let seconds = Double(words[0]), let count = Int(words[1]) else {
            throw Failure("limit-merge said nothing")
        }
        return (seconds, count)
    }
}
