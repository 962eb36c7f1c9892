import Foundation

/// `HOME/logs/ID/typed-lines`: what was typed in capture mode, so that the arrows bring it back in a later run. A line each, the
/// latest last; mode 0600.
extension Home {
    /// More are not brought back, and from twice as many on the file is cut to these.
    private static let linesKept = 500
    /// A longer line is not typed again.
    private static let lineBytes = 4096

    package func typedLines() throws(HomeError) -> [String] {
        guard let path = try typedLinesPath,
            let bytes = try Files.read(path, limit: 2 * Self.linesKept * (Self.lineBytes + 1))
        else { return [] }
        let lines = bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
        let kept = Array(lines.suffix(Self.linesKept))
        if lines.count >= 2 * Self.linesKept {
            let text = kept.map { $0 + "\n" }.joined()
            try Files.write(Array(text.utf8), to: path, isDurable: false)
        }
        return kept
    }

    /// Nothing hangs on it: a line that cannot be written down here is saved in the log all the same.
    package func noteTyped(_ line: String) {
        guard line.utf8.count <= Self.lineBytes, !line.utf8.contains(UInt8(ascii: "\n")),
            let path = try? typedLinesPath
        else { return }
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        _ = Files.writeAll(Array((line + "\n").utf8), to: descriptor)
        close(descriptor)
    }

    private var typedLinesPath: String? {
        get throws(HomeError) { try currentFolder().map { $0 + "/typed-lines" } }
    }
}
