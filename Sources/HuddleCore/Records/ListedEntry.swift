/// An entry as lists and exports show it: with the names that its references stand for.
package struct ListedEntry: Hashable, Sendable {
    package let entry: Entry
    /// The fewest letters that name it in this log.
    package let shortID: String
    /// Who wrote it, as far as this log knows: the person whose replicas include the author.
    package let askedBy: String?
    /// Its meeting, once that has arrived.
    package let meeting: Meeting?
    /// Whether every change of it has been read back from the server's log.
    package let settled: Bool

    package init(entry: Entry, shortID: String, askedBy: String?, meeting: Meeting?, settled: Bool) {
        self.entry = entry
        self.shortID = shortID
        self.askedBy = askedBy
        self.meeting = meeting
        self.settled = settled
    }
}
