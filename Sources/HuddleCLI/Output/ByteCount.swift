/// A size for people: `512 bytes`, `1.2 MB`. Steps of a thousand, as disks are sold.
enum ByteCount {
    private static let units = ["kB", "MB", "GB", "TB"]

    static func text(_ bytes: Int64) -> String {
        guard bytes >= 1000 else { return "\(bytes) bytes" }
        var tenths = bytes / 100
        var unit = 0
        while tenths >= 10_000, unit < units.count - 1 {
            tenths /= 1000
            unit += 1
        }
        let isSmall = tenths < 100
        return (isSmall ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)") + " " + units[unit]
    }
}
