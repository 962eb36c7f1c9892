import Foundation
import HuddleCLI

/// An open file descriptor as a channel.
enum Stream {
    static func channel(_ descriptor: Int32) -> Channel {
        let size = size(descriptor)
        return Channel(columns: size?.columns, rows: size?.rows) { try write($0, to: descriptor) }
    }

    /// - Throws: `OutputError`.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                throw errno == EPIPE ? OutputError.closed : .failed(detail: String(cString: strerror(errno)))
            }
            start += count
        }
    }

    /// The size of the terminal, nil where it is none. One that does not tell its width has the usual 80 columns.
    private static func size(_ descriptor: Int32) -> (columns: Int, rows: Int?)? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return (80, nil) }
        return (Int(size.ws_col), size.ws_row > 0 ? Int(size.ws_row) : nil)
    }
}
