// What a host outside WebAssembly calls. Compiled together with all of Sources/HuddleCore.

/// The host's SHA-256 of the `count` bytes at `bytes`; its first 16 go to `digest`.
@_extern(wasm, module: "host", name: "hash128")
private func hostHash128(_ bytes: UnsafePointer<UInt8>?, _ count: Int, _ digest: UnsafeMutablePointer<UInt8>)

private let hash128: Hash128 = { bytes in
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Digest128.byteCount) { digest in
        guard let start = digest.baseAddress else { return .zero }
        bytes.withUnsafeBufferPointer { hostHash128($0.baseAddress, $0.count, start) }
        return Digest128(prefixOf: digest) ?? .zero
    }
}

/// Memory for the host to write into, and to give back with `huddle_release`.
@c(huddle_allocate)
func allocate(_ count: Int) -> UnsafeMutableRawPointer {
    .allocate(byteCount: count, alignment: 8)
}

@c(huddle_release)
func release(_ pointer: UnsafeMutableRawPointer) {
    pointer.deallocate()
}

/// The canonical dump of the changes at `bytes`, merged in their order. Each has its length in front, and so has the
/// answer: 32 bits, the lowest byte first.
@c(huddle_dump)
func dump(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> UnsafeMutableRawPointer {
    let buffer = UnsafeBufferPointer(start: bytes, count: count)
    var changes: [[UInt8]] = []
    var position = 0
    while position + 4 <= count {
        let length = (0..<4).reduce(0) { $0 | Int(buffer[position + $1]) << (8 * $1) }
        let start = position + 4
        let end = min(start + length, count)
        changes.append(Array(buffer[start..<end]))
        position = end
    }
    let text = Array(StateDump.dump(merging: changes, hash: hash128).utf8)
    let answer = allocate(4 + text.count)
    for place in 0..<4 {
        answer.storeBytes(of: UInt8(truncatingIfNeeded: text.count >> (8 * place)), toByteOffset: place, as: UInt8.self)
    }
    text.withUnsafeBytes { bytes in
        if let start = bytes.baseAddress { (answer + 4).copyMemory(from: start, byteCount: bytes.count) }
    }
    return answer
}
