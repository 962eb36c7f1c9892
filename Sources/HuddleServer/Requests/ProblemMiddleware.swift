import HTTPTypes
import HuddleStore
import HuddleWire
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1

/// Answers with problem details whatever goes wrong behind it, unknown addresses and wrong methods too. Nothing of
/// the server's inside gets out; the log has it, once.
struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    let addresses: Addresses
    let metrics: Metrics

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            throw error
        } catch {
            let allowed = (error as? HTTPError)?.status == .notFound ? addresses.allowed(at: request.uri.path) : nil
            let problem = self.problem(of: error, allowed, context)
            metrics.refused(problem.code)
            var response = try AnswerForm(for: request).response(problem)
            if let seconds = problem.retryAfterSeconds { response.headers[.retryAfter] = "\(seconds)" }
            if problem.code == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer realm=\"huddle\"" }
            if let allowed { response.headers[.allow] = allowed }
            return response
        }
    }

    /// - Parameter allowed: What the address takes, where it is known and takes other methods.
    private func problem(of error: any Error, _ allowed: String?, _ context: Context) -> Problem {
        if let allowed { return Problem(.methodNotAllowed, "it takes \(allowed)") }
        switch error {
        case let problem as Problem: return problem
        case let error as WireError: return self.problem(of: error)
        case let error as HTTPError where error.status == .notFound:
            return Problem(.notFound, "there is nothing at this address")
        case let error as StoreError: return self.problem(of: error, context)
        case is CancellationError: return Problem(.unavailable, "the server stops", retryAfterSeconds: 5)
        default:
            context.logger.error("the call failed", metadata: ["error": "\(error)"])
            return Problem(.internalError, "the server's log says more under this request's id", retryAfterSeconds: 30)
        }
    }

    private func problem(of error: WireError) -> Problem {
        switch error {
        case .malformed, .notGzip: Problem(.malformed, error.description)
        case .tooLarge: Problem(.tooLarge, error.description)
        }
    }

    private func problem(of error: StoreError, _ context: Context) -> Problem {
        context.logger.error("the storage failed", metadata: ["error": "\(error)"])
        switch error {
        case .diskFull:
            return Problem(.storageFull, "nothing of this call was stored", retryAfterSeconds: 60)
        case .busy:
            return Problem(.unavailable, "the storage is busy; nothing of this call was stored", retryAfterSeconds: 5)
        case .missing, .exists, .notADatabase, .newerVersion, .noPermission, .damaged, .failed, .unreadableChange,
            .clock, .tooLargeToWrite:
            return Problem(.internalError, "the server's log says more under this request's id", retryAfterSeconds: 30)
        }
    }
}
