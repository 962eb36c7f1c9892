/// A shell that completes.
enum Shell: String, CaseIterable, Hashable, Sendable {
    case bash
    case zsh
    case fish

    /// The word that its script calls this program with. It is no command that anybody types.
    static let word = "__complete"

    /// What the shell reads once. All that is known of commands and of the log stays in the program, so this never changes.
    var script: String {
        switch self {
        case .bash: Self.bashScript
        case .zsh: Self.zshScript
        case .fish: Self.fishScript
        }
    }

    private static var bashScript: String {
        #"""
        # Completion for huddle in bash. To have it in every shell:
        #   huddle completions bash > ~/.local/share/bash-completion/completions/huddle
        # or, without the package bash-completion, in ~/.bashrc:
        #   source <(huddle completions bash)
        _huddle() {
            local line first=1
            COMPREPLY=()
            while IFS= read -r line; do
                if [ "$first" ]; then
                    first=
                    case $line in
                        files) compopt -o default 2>/dev/null ;;
                        folders) compopt -o dirnames 2>/dev/null ;;
                        open) compopt -o nospace 2>/dev/null ;;
                    esac
                else
                    COMPREPLY+=("$line")
                fi
            done < <(command huddle \#(word) bash "$COMP_TYPE" "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
        }
        complete -F _huddle huddle
        """#
    }

    private static var zshScript: String {
        #"""
        #compdef huddle
        # Completion for huddle in zsh. To have it in every shell, write it to a folder of $fpath:
        #   huddle completions zsh > "${fpath[1]}/_huddle"
        # or, in ~/.zshrc, behind compinit:
        #   source <(huddle completions zsh)
        _huddle() {
            emulate -L zsh
            local -a answer values lines how
            answer=("${(@f)$(command huddle \#(word) zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
            local line
            for line in "${(@)answer[2,-1]}"; do
                values+=("${line%%$'\t'*}")
                lines+=("${line/$'\t'/  -- }")
            done
            case $answer[1] in
                files) _files; return ;;
                folders) _files -/; return ;;
                open) how=(-S '') ;;
                instead) how=(-U) ;;
            esac
            (( $#values )) || return 1
            compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' "$how[@]" -l -d lines -a values
        }
        if [ "$funcstack[1]" = _huddle ]; then
            _huddle "$@"
        elif (( $+functions[compdef] )); then
            compdef _huddle huddle
        fi
        """#
    }

    private static var fishScript: String {
        #"""
        # Completion for huddle in fish. To have it in every shell:
        #   huddle completions fish > ~/.config/fish/completions/huddle.fish
        function __huddle_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l answer (command huddle \#(word) fish $words[2..-1] "$current" 2>/dev/null)
            switch "$answer[1]"
                case files
                    __fish_complete_path "$current"
                case folders
                    __fish_complete_directories "$current"
                case '*'
                    set -q answer[2]; and printf '%s\n' $answer[2..-1]
            end
        end
        complete -c huddle -f -a '(__huddle_complete)'
        """#
    }
}
