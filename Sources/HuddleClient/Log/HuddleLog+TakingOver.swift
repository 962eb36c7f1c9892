package import HuddleCore
package import HuddleStore

/// Takes over what one file says, in a transaction of its own.
package struct TakingOver {
    fileprivate let writer: any SpaceWriter
    fileprivate let host: Host
    fileprivate let isUndeleting: Bool
    fileprivate var changes: [ChangeID] = []

    /// Writes what is new in the next of the file's statements.
    ///
    /// - Returns: One outcome for each.
    package mutating func take(_ statements: [FileStatement]) throws -> [TakenOver] {
        let (outcomes, changes) = try writer.takeOver(
            statements, isUndeleting: isUndeleting, wall: host.now(), hash: host.hash)
        self.changes += changes
        return outcomes
    }
}

extension HuddleLog {
    /// Takes over what a file says, whole or not at all: what `body` has taken is durable when this returns, and gone when
    /// it throws. One undo takes it back.
    ///
    /// - Parameters:
    ///   - isDryRun: Whether everything is done and then given up.
    ///   - isUndeleting: Whether what was deleted here comes back.
    package func takeOver<Result>(
        isDryRun: Bool, isUndeleting: Bool, _ body: (inout TakingOver) throws -> Result
    ) throws -> Result {
        var tried: Result?
        do {
            return try store.write { writer in
                var taking = TakingOver(writer: writer, host: host, isUndeleting: isUndeleting)
                let result = try body(&taking)
                if isDryRun {
                    tried = result
                    throw DryRunEnds()
                }
                if !taking.changes.isEmpty { try writer.note(taking.changes) }
                return result
            }
        } catch let error as DryRunEnds {
            guard let tried else { throw error }
            return tried
        }
    }
}

/// Gives up what a dry run wrote.
private struct DryRunEnds: Error {}
