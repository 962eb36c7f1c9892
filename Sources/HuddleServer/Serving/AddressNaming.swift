import Foundation
import NIOCore
import ServiceLifecycle

/// A service that listens: when it cannot, the error says where.
struct AddressNaming<Listener: Service>: Service {
    let address: ListenAddress
    let service: Listener

    /// - Throws: `CommandError.cannotListen`, and whatever the service throws.
    func run() async throws {
        do {
            try await service.run()
        } catch let error as IOError {
            throw CommandError.cannotListen(
                address: address.text, detail: String(cString: strerror(error.errnoCode)))
        } catch is SocketAddressError.UnknownHost {
            throw CommandError.cannotListen(address: address.text, detail: "this machine knows no such name")
        }
    }
}
