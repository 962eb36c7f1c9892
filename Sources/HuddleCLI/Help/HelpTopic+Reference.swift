import HuddleCore

/// The topics that list something which the code has in a table anyway.
extension HelpTopic {
    static var idsText: String {
        """
        How to name an entry, a meeting or a comment:

          fkmd    its short id, which stands in front of it in every list: the
                  fewest letters that name it alone, at least four
          3       the number that the last list on this terminal gave it
          2-5     a row of these numbers
          @last   what your last command wrote
          TITLE   of meetings and visits, the latest that is called so

        Most commands take several at once: huddle done fkmd 2-4 @last
        """
    }

    static var datesText: String {
        """
        How to write a day:

          today, tomorrow, yesterday
          fri, friday           the next one, never today; for --since the last
          +3d, +2w, +1m         in days, weeks or months; -2w is back
          dec 1, 1 dec, dec 1 2026
          2026-12-01

        A due date is a day without a time. Moments are shown as they are where you
        are.
        """
    }

    static var settingsText: String {
        let settings = Setting.allCases.map { setting in
            let standard = setting.standard.map { " Default: \($0)." } ?? ""
            return "  \(setting.rawValue)\n"
                + TextWidth.wrapped("\(setting.purpose) It is \(setting.allowed).\(standard)", to: 72)
                .map { "      " + $0 }.joined(separator: "\n")
        }
        return """
            Your settings stand in the file that `huddle config path` names:
            $XDG_CONFIG_HOME/huddle/config, or else ~/.config/huddle/config. One a line,
            KEY = VALUE; lines that begin with # are comments. Edit it, or use
            `huddle config set KEY VALUE`, which leaves comments as they are. A line that
            no setting is does nothing, and `huddle config list` names it.

            \(settings.joined(separator: "\n\n"))

            An option on the command line wins over a setting.
            """
    }

    static var environmentText: String {
        let variables = EnvironmentVariable.allCases.map { variable in
            "  \(variable.rawValue)\n"
                + TextWidth.wrapped(variable.purpose, to: 72).map { "      " + $0 }.joined(separator: "\n")
        }
        return "What the environment says:\n\n" + variables.joined(separator: "\n")
    }

    static var exitCodesText: String {
        let codes = ExitCode.allCases.map { code in
            let lines = TextWidth.wrapped(code.meaning, to: 72)
            return "  " + TextWidth.padded(String(code.rawValue), to: 4)
                + lines.joined(separator: "\n" + String(repeating: " ", count: 6))
        }
        return """
            What came out, as a number. Those above 63 are those of BSD's sysexits.h.

            \(codes.joined(separator: "\n"))

            Ctrl-C and other signals end a run as they end any program: a shell adds 128
            to the signal's number, so that Ctrl-C is 130.
            """
    }
}
