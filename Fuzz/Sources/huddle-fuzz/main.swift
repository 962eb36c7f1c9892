import CFuzzer
import Foundation

// The name of what is tried stands in the environment and not among the arguments: those belong to libFuzzer, which
// starts the program anew with them.
let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
guard let chosen = FuzzTarget(rawValue: name) else {
    print("FUZZ_TARGET is one of: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
    exit(64)
}
FuzzTarget.current = chosen

var count = CommandLine.argc
var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
exit(
    LLVMFuzzerRunDriver(&count, &words) { data, size in
        FuzzTarget.current.run(data.map { Array(UnsafeBufferPointer(start: $0, count: size)) } ?? [])
        return 0
    })
