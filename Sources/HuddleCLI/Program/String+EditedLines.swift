extension String {
    /// The lines of a file as an editor saved it, without what ends them: LF, or CRLF where the editor is set so.
    ///
    /// By scalars, because `"\r\n"` is one `Character`, and neither `"\n"` nor found by looking for one.
    var editedLines: [Substring] {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last == "\r" { line.removeLast() }
            return Substring(line)
        }
    }
}
