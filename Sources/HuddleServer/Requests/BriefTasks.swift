package import Hummingbird

/// Answers each request in a task of its own, a child of its connection's.
///
/// A task keeps the memory that its deepest calls once took until it ends, and a connection's lasts as long as the connection: for
/// one that listens for events and waits, that was two thirds of what it cost. A child gives it back with the answer.
package struct BriefTasks<Base: HTTPResponder>: HTTPResponder where Base.Context: Sendable {
    private let base: Base

    package init(_ base: Base) {
        self.base = base
    }

    package func respond(to request: Request, context: Base.Context) async throws -> Response {
        try await inBriefTask { try await base.respond(to: request, context: context) }
    }
}

/// Runs `body` in a child of this task, which gives back what it took when it returns: for tasks that last long.
func inBriefTask<Result: Sendable>(_ body: @escaping @Sendable () async throws -> Result) async throws -> Result {
    // No `async let`: what such a child needs at first is taken from this task's memory.
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await body() }
        guard let result = try await group.next() else { preconditionFailure("a child was added and did not end") }
        return result
    }
}
