import HuddleCore
import HuddleWire
import Synchronization

/// Puts the calls that arrive together for one space into one transaction: a flush of the disk takes as long for one
/// call as for fifty. While one group is being committed, the next one gathers.
final class CommitQueue: Sendable {
    typealias Outcome = Result<Exchange.Taken, any Error>

    private struct Call {
        let push: Exchange.Push
        let answer: CheckedContinuation<Outcome, Never>
    }

    private struct State {
        var waiting: [Call] = []
        var isCommitting = false
    }

    private let workers: Workers
    /// Blocks. One result for each call.
    private let commit: @Sendable ([Exchange.Push]) throws -> [Result<Exchange.Taken, Problem>]
    private let state = Mutex(State())

    init(
        workers: Workers, commit: @escaping @Sendable ([Exchange.Push]) throws -> [Result<Exchange.Taken, Problem>]
    ) {
        self.workers = workers
        self.commit = commit
    }

    /// - Throws: `Problem`, `StoreError`, `CancellationError` where the server stops.
    func take(_ push: Exchange.Push) async throws -> Exchange.Taken {
        let outcome = await withCheckedContinuation { answer in
            let isFirst = state.withLock { state in
                state.waiting.append(Call(push: push, answer: answer))
                defer { state.isCommitting = true }
                return !state.isCommitting
            }
            if isFirst { commitNextGroup() }
        }
        return try outcome.get()
    }

    /// One group a turn of a worker, so that a busy space does not keep the others waiting.
    private func commitNextGroup() {
        workers.start { [self] isRunning in
            let group = nextGroup()
            answer(group, isRunning ? outcomes(of: group) : group.map { _ in .failure(CancellationError()) })
            let goesOn = state.withLock { state in
                state.isCommitting = !state.waiting.isEmpty
                return state.isCommitting
            }
            if goesOn { commitNextGroup() }
        }
    }

    private func nextGroup() -> [Call] {
        state.withLock { state in
            var (count, changes) = (0, 0)
            while count < state.waiting.count, changes < Limits.changesPerCommit {
                changes += state.waiting[count].push.request.changes.count
                count += 1
            }
            defer { state.waiting.removeFirst(count) }
            return Array(state.waiting[..<count])
        }
    }

    private func outcomes(of group: [Call]) -> [Outcome] {
        do {
            return try commit(group.map(\.push)).map { $0.mapError { $0 } }
        } catch  where group.count > 1 {
            // What one call stumbles over is not the others' fault.
            return group.flatMap { outcomes(of: [$0]) }
        } catch {
            return [.failure(error)]
        }
    }

    private func answer(_ group: [Call], _ outcomes: [Outcome]) {
        for (call, outcome) in zip(group, outcomes) { call.answer.resume(returning: outcome) }
    }
}
