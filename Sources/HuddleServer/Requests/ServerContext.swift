package import Hummingbird
package import NIOCore

/// What goes along with one request.
package struct ServerContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection.
    package let channel: any Channel
    /// Who calls, nil where that cannot be told: a test without a network.
    var caller: IPAddress?

    package init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
