import Foundation

/// Looks names up as the machine does.
enum SystemResolver {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Blocks, for as long as the machine's resolver waits.
    ///
    /// - Returns: In the order in which they are to be tried (RFC 6724); never empty.
    static func addresses(of host: String) throws -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_protocol = Int32(IPPROTO_TCP)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { throw Failure(description: String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next {
            if let address = address(entry.pointee), !addresses.contains(address) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw Failure(description: "the name has no address") }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> IPAddress? {
        guard let start = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return start.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
                IPAddress(bytes: withUnsafeBytes(of: address.pointee.sin_addr) { Array($0) })
            }
        case AF_INET6:
            let bytes = start.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
                withUnsafeBytes(of: address.pointee.sin6_addr) { Array($0) }
            }
            return IPAddress(version6: bytes)
        default: return nil
        }
    }
}
