extension StringProtocol {
    /// The offset of the last `part` among the bytes, nil where there is none. Bytes are compared, not characters.
    func lastOffset(of part: String) -> Int? {
        var found: Int?
        forEachOffset(of: part) { offset in
            found = offset
            return true
        }
        return found
    }

    /// Whether `part` occurs, byte by byte.
    func holds(_ part: String) -> Bool {
        var isFound = false
        forEachOffset(of: part) { _ in
            isFound = true
            return false
        }
        return isFound
    }

    /// Tries every place: parts are a few bytes long.
    private func forEachOffset(of part: String, _ body: (Int) -> Bool) {
        let wanted = Array(part.utf8)
        guard utf8.count >= wanted.count, let first = wanted.first else { return }
        var copy = String(self)
        copy.withUTF8 { bytes in
            for offset in 0...(bytes.count - wanted.count) where bytes[offset] == first {
                guard wanted.indices.allSatisfy({ bytes[offset + $0] == wanted[$0] }) else { continue }
                guard body(offset) else { return }
            }
        }
    }
}
