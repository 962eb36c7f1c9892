import Foundation

extension Home {
    /// What the log in use takes on the disk, its write-ahead log included; zero where there is none.
    package func logBytes() throws(HomeError) -> Int64 {
        guard let folder = try currentFolder() else { return 0 }
        return ["log.sqlite", "log.sqlite-wal"].reduce(0) { sum, name in
            var status = stat()
            return stat(folder + "/" + name, &status) == 0 ? sum + Int64(status.st_size) : sum
        }
    }
}
