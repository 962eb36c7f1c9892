/// Finds what someone probably meant.
package enum NearestWord {
    /// The word of `words` with the fewest letters wrong, when that is at most a third of them.
    package static func to(_ word: String, in words: [String]) -> String? {
        let letters = Array(word.lowercased())
        var best: (word: String, distance: Int)?
        for known in words {
            let most = max(1, known.count / 3)
            let other = Array(known.lowercased())
            // Words that differ in length by more need not be compared: what was typed may be as long as an address.
            guard abs(letters.count - other.count) <= most else { continue }
            let distance = distance(letters, other)
            if distance <= most, distance < best?.distance ?? .max { best = (known, distance) }
        }
        return best?.word
    }

    /// Source: Damerau, "A technique for computer detection and correction of spelling errors" (1964),
    /// restricted edit distance: insertions, deletions, substitutions and swapped neighbours.
    static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in 1..<(left.count + 1) {
            var row = [i]
            for j in 1..<(right.count + 1) {
                var cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1))
                if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
                    cost = min(cost, beforeLast[j - 2] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }
}
