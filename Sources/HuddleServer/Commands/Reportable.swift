/// What a command ends with when it did not do what it was asked: words for people, a number for the shell.
protocol Reportable: Error, CustomStringConvertible {
    var exitCode: ExitCode { get }
}

extension CommandError: Reportable {}
