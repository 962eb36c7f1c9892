import CLineEditor
import Foundation
import HuddleCLI

/// Lines that somebody types at a terminal, with editing, history and Tab.
final class LineEditor: LineSource {
    let isTyped = true
    private let editor: OpaquePointer

    /// Nil, where nobody sits at a terminal, it cannot be set up, or libedit is not installed.
    init?() {
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1, let editor = huddle_editor_open() else {
            return nil
        }
        self.editor = editor
    }

    deinit {
        huddle_editor_close(editor)
    }

    func next(prompt: String, complete: @escaping (String) -> Completion) throws -> TypedLine {
        let completer = Completer(complete)
        var line: UnsafePointer<CChar>?
        let reading = prompt.withCString { prompt in
            huddle_editor_read(
                editor, prompt, { Completer.answer($0, $1) }, Unmanaged.passUnretained(completer).toOpaque(), &line)
        }
        withExtendedLifetime(completer) {}
        switch reading {
        case HUDDLE_LINE:
            guard let line else { return .end }
            return .line(UnsafeBufferPointer(start: line, count: strlen(line)).map { UInt8(bitPattern: $0) })
        case HUDDLE_INTERRUPTED: return .interrupted
        default: return .end
        }
    }

    func remember(_ line: String) {
        huddle_editor_remember(editor, line)
    }
}

/// Carries a closure through C.
private final class Completer {
    private let complete: (String) -> Completion

    init(_ complete: @escaping (String) -> Completion) {
        self.complete = complete
    }

    static func answer(_ context: UnsafeMutableRawPointer?, _ before: UnsafePointer<CChar>?) -> huddle_completion {
        guard let context, let before else { return huddle_completion() }
        let found = Unmanaged<Completer>.fromOpaque(context).takeUnretainedValue().complete(String(cString: before))
        return huddle_completion(
            erase: Int32(clamping: found.erase), insert: found.insert.flatMap { strdup($0) },
            list: found.list.isEmpty ? nil : strdup(found.list.joined(separator: "   ")))
    }
}
