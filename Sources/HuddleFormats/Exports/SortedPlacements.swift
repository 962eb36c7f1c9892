/// Bytes that memory has no room for, until whoever put them there is gone.
package protocol Overflow: AnyObject, Sendable {
    /// Puts bytes after all others.
    ///
    /// - Returns: Where they begin.
    func append(_ bytes: [UInt8]) throws -> Int
    /// Exactly `count` bytes.
    func read(at offset: Int, count: Int) throws -> [UInt8]
}

/// Placements in order that wait outside of memory.
struct SpilledRun: Sendable {
    private let overflow: any Overflow
    private var offset: Int
    private(set) var count: Int

    init(_ rows: [Placement], in overflow: any Overflow) throws {
        self.overflow = overflow
        count = rows.count
        offset = try overflow.append(rows.withUnsafeBytes { Array($0) })
    }

    /// Takes the first `limit` of them.
    mutating func take(_ limit: Int) throws -> [Placement] {
        let taken = min(limit, count)
        let bytes = try overflow.read(at: offset, count: taken * MemoryLayout<Placement>.stride)
        offset += bytes.count
        count -= taken
        return [Placement](unsafeUninitializedCapacity: taken) { buffer, initialized in
            UnsafeMutableRawBufferPointer(buffer).copyBytes(from: bytes)
            initialized = taken
        }
    }
}

/// Placements in order, out of several runs that are in order each; memory has some of every run. A copy starts where the
/// original stands.
///
/// Source: Knuth, The Art of Computer Programming, vol. 3, section 5.4.1 (multiway merging).
struct SortedPlacements: Sendable {
    private struct Run {
        var rows: [Placement]
        var position = 0
        var rest: SpilledRun?

        var next: Placement { rows[position] }
    }

    /// Placements in memory, of all spilled runs together.
    private static let mostHeld = 32_768

    let order: PlacementOrder
    private let rowsPerRead: Int
    private var runs: [Run] = []
    /// The runs that are not at their end, the one with the first placement last.
    private var waiting: [Int] = []

    /// - Parameter held: In order.
    init(_ held: [Placement], _ spilled: [SpilledRun], _ order: PlacementOrder) throws {
        self.order = order
        rowsPerRead = max(Self.mostHeld / max(spilled.count, 1), 16)
        runs = [Run(rows: held)]
        for var run in spilled { runs.append(Run(rows: try run.take(rowsPerRead), rest: run)) }
        for number in runs.indices where !runs[number].rows.isEmpty { wait(number) }
    }

    mutating func next() throws -> Placement? {
        guard let first = waiting.popLast() else { return nil }
        let placement = runs[first].next
        runs[first].position += 1
        if runs[first].position == runs[first].rows.count {
            runs[first].rows = try runs[first].rest?.take(rowsPerRead) ?? []
            runs[first].position = 0
        }
        if !runs[first].rows.isEmpty { wait(first) }
        return placement
    }

    private mutating func wait(_ number: Int) {
        var low = 0
        var high = waiting.count
        while low < high {
            let middle = (low + high) / 2
            if order.precedes(runs[number].next, runs[waiting[middle]].next) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        waiting.insert(number, at: low)
    }
}
