package import NIOPosix

/// Threads for what blocks: storage, packing, decoding. The event loops stay free for the network.
package struct Workers: Sendable {
    private let pool: NIOThreadPool

    package init(_ pool: NIOThreadPool) {
        self.pool = pool
    }

    /// - Throws: What `body` throws; `CancellationError` where nobody waits for the answer any more, or the workers end.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await pool.runIfActive(body)
    }

    /// Runs `body` to its end also where nobody waits for the answer any more, or the workers end.
    func runAnyway(_ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { done in
            start { _ in
                body()
                done.resume()
            }
        }
    }

    /// Runs `body` without waiting for it.
    ///
    /// - Parameter body: Told whether the workers still run; it is called in any case.
    func start(_ body: @escaping @Sendable (_ isRunning: Bool) -> Void) {
        pool.submit { state in
            switch state {
            case .active: body(true)
            case .cancelled: body(false)
            }
        }
    }
}
