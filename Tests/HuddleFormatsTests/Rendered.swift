import HuddleCore
import HuddleFormats

/// Entries as a file, as a program would write it.
enum Rendered {
    static func bytes(
        _ format: Format, _ entries: [ListedEntry], _ facts: ExportFacts, group: ExportGroup = .owner,
        sort: ExportSort? = nil, limit: Int? = nil, columns: [ExportColumn]? = nil, isRaw: Bool = false
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try write(format, entries, facts, group: group, sort: sort, limit: limit, columns: columns, isRaw: isRaw) {
                bytes += $0
            }
        } catch {
            preconditionFailure("a list in memory cannot fail: \(error)")
        }
        return bytes
    }

    @discardableResult
    static func write(
        _ format: Format, _ entries: [ListedEntry], _ facts: ExportFacts, group: ExportGroup = .owner,
        sort: ExportSort? = nil, limit: Int? = nil, columns: [ExportColumn]? = nil, isRaw: Bool = false,
        to sink: ([UInt8]) throws -> Void
    ) throws -> [LeftOut] {
        let writer = format.makeWriter(group: group, columns: columns, isRaw: isRaw)
        return try write(writer, entries, facts, group, sort, limit: limit, showsAll: format.hasHeadings, to: sink)
    }

    /// With any writer, in one list.
    static func bytes(_ writer: sending any ExportWriter, _ entries: [ListedEntry], _ facts: ExportFacts) -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            _ = try write(writer, entries, facts, nil, nil, limit: nil, showsAll: false) { bytes += $0 }
        } catch {
            preconditionFailure("a list in memory cannot fail: \(error)")
        }
        return bytes
    }

    private static func write(
        _ writer: sending any ExportWriter, _ entries: [ListedEntry], _ facts: ExportFacts, _ group: ExportGroup?,
        _ sort: ExportSort?, limit: Int?, showsAll: Bool, to sink: ([UInt8]) throws -> Void
    ) throws -> [LeftOut] {
        var order = ExportOrder(group: group, sort: sort, today: facts.today, showsAll: showsAll)
        for (position, listed) in entries.enumerated() {
            order.add(EntryOutline(listed.entry, at: RecordPlace(key: Int64(position))), meeting: listed.meeting)
        }
        return try WholeExport(facts, try order.placed(limit: limit), writer).write(
            reading: { places, body in for place in places { try body(entries[Int(place.key)]) } }, to: sink)
    }
}
