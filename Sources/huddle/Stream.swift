import Foundation
import HuddleCLI

/// An open file descriptor as a channel.
enum Stream {
    static func channel(_ descriptor: Int32) -> Channel {
        Channel(columns: columns(descriptor)) { bytes in
            var start = 0
            while start < bytes.count {
                let count = bytes[start...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                if count < 0 {
                    throw errno == EPIPE ? OutputError.closed : .failed(detail: String(cString: strerror(errno)))
                }
                start += count
            }
        }
    }

    /// The width of the terminal, nil where it is none. One that does not tell its width has the usual 80.
    private static func columns(_ descriptor: Int32) -> Int? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
