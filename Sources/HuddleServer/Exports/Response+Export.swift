import HTTPTypes
import HuddleCore
import HuddleStore
import Hummingbird
import NIOCore

extension Response {
    /// An export as the body of an answer, piece by piece as it is read.
    ///
    /// - Parameters:
    ///   - slot: What the export takes up, until the last byte is sent or the caller is gone.
    ///   - read: Reads in one transaction, after looking at the caller's right once more. Called on a worker.
    init(
        _ export: RunningExport, _ headers: DownloadHeaders, isPacked: Bool, on workers: Workers,
        holding slot: some Sendable,
        reading read: @escaping @Sendable ((any EntryReader) throws -> [ListedEntry]) throws -> [ListedEntry]
    ) {
        var fields = headers.fields
        if isPacked { fields[.contentEncoding] = "gzip" }
        self.init(
            status: .ok, headers: fields,
            body: ResponseBody { writer in
                while let piece = try await workers.run({ try export.next(reading: read) }) {
                    if !piece.isEmpty { try await writer.write(ByteBuffer(bytes: piece)) }
                }
                try await writer.finish(nil)
                withExtendedLifetime(slot) {}
            })
    }
}
