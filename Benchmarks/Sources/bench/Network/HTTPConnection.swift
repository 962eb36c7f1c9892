import Foundation

/// One kept-alive HTTP/1.1 connection that posts protobuf and reads whole answers.
struct HTTPConnection {
    private let descriptor: Int32
    private let head: String
    private var buffer: [UInt8] = []

    /// One that gets a page, again and again.
    init(port: UInt16, getting path: String) throws {
        descriptor = try Sockets.connect(to: port)
        head = "GET \(path) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\n\r\n"
    }

    init(port: UInt16, path: String, token: String) throws {
        descriptor = try Sockets.connect(to: port)
        head = """
            POST \(path) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\nauthorization: Bearer \(token)\r\n\
            content-type: application/x-protobuf\r\naccept: application/x-protobuf\r\ncontent-length: 
            """
    }

    mutating func post(_ body: [UInt8]) throws -> [UInt8] {
        try exchange(Array((head + "\(body.count)\r\n\r\n").utf8) + body)
    }

    mutating func get() throws { _ = try exchange(Array(head.utf8)) }

    private mutating func exchange(_ request: [UInt8]) throws -> [UInt8] {
        guard Sockets.write(request[...], to: descriptor) else { throw Failure("the server closed the connection") }
        var end = headEnd()
        while end == nil {
            try receive()
            end = headEnd()
        }
        let text = String(decoding: buffer[..<end!], as: UTF8.self).lowercased()
        let lines = text.split(separator: "\r\n")
        let length = lines.first { $0.hasPrefix("content-length:") }?.split(separator: ":").last
        guard lines[0].contains(" 200 "), let count = length.flatMap({ Int($0.trimmingCharacters(in: .whitespaces)) })
        else { throw Failure("the server answered: \(lines[0])") }
        let start = end! + 4
        while buffer.count < start + count { try receive() }
        let answer = Array(buffer[start..<start + count])
        buffer.removeFirst(start + count)
        return answer
    }

    func end() {
        close(descriptor)
    }

    private func headEnd() -> Int? {
        guard buffer.count >= 4 else { return nil }
        return (0...buffer.count - 4).first { buffer[$0] == 13 && buffer[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
    }

    private mutating func receive() throws {
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        let count = read(descriptor, &piece, piece.count)
        guard count > 0 else { throw Failure("the server closed the connection in an answer") }
        buffer += piece[..<count]
    }
}
