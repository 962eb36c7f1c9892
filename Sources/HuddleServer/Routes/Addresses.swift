import HTTPTypes
import Hummingbird

/// Which addresses there are, and the methods that each takes.
///
/// The router knows no address where the method is another; this tells the one mistake from the other, whatever the method
/// is called.
struct Addresses: Sendable {
    private let known: [(segments: [Substring], methods: [HTTPRequest.Method])]

    init(_ routes: [Routes.Route]) {
        known = Dictionary(grouping: routes, by: { $0.path.description }).map { path, routes in
            let methods = routes.map(\.method)
            // The router answers HEAD wherever there is GET.
            return (path.split(separator: "/"), methods + (methods.contains(.get) ? [.head] : []))
        }
    }

    /// Nil for an address that is not known.
    ///
    /// - Returns: As the field `Allow` has them.
    func allowed(at path: String) -> String? {
        let segments = path.split(separator: "/")
        let found = known.first { known in
            known.segments.count == segments.count
                && zip(known.segments, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        return found?.methods.map(\.rawValue).joined(separator: ", ")
    }
}
