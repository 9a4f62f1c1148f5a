package dev.tagma.cli.completion;

import java.util.List;

/** The script for bash 4 and later. */
public final class Bash {

    private static final String HEAD = """
        # Completes tagma in bash. Made by: tagma completion bash
        # To use it, put this into ~/.bashrc: source <(tagma completion bash)
        _tagma() {
            local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
            local command='' word index
            local -a home=()
            for ((index = 1; index < COMP_CWORD; index++)); do
                word=${COMP_WORDS[index]}
                case $word in
                --home)
                    index=$((index + 1))
                    home=(--home "${COMP_WORDS[index]}")
                    ;;
                -*) ;;
                *)
                    case $command in
                    '') command=$word ;;
                    @FAMILIES@) command="$command $word" ;;
                    esac
                    ;;
                esac
            done
            local members='' options='' valued='' kind=''
            case $command in
        """;

    private static final String TAIL = """
            esac
            COMPREPLY=()
            if [[ " $valued " == *" $previous "* ]]; then
                compopt -o default
            elif [[ $current == -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
            elif [[ -n $members ]]; then
                mapfile -t COMPREPLY < <(compgen -W "$members" -- "$current")
            elif [[ -n $kind ]]; then
                local program=${COMP_WORDS[0]/#\\~/$HOME}
                mapfile -t COMPREPLY < <(compgen -W "$("$program" "${home[@]}" completion "$kind" 2>/dev/null)" -- "$current")
            else
                compopt -o default
            fi
        }
        complete -F _tagma tagma
        """;

    private Bash() {}

    /** @param root the program itself, whose members are the commands */
    public static String script(Completable root) {
        var script = new StringBuilder(HEAD.replace("@FAMILIES@", root.familyNames(" | ")));
        root.points().forEach(point -> add(script, point.words(), point.command()));
        return script.append(TAIL).toString();
    }

    private static void add(StringBuilder script, String command, Completable one) {
        script.append("    ").append(Completable.quoted(command)).append(")\n");
        assign(script, "members", one.members().stream().map(Completable::name).toList());
        assign(script, "options", one.optionNames());
        assign(script, "valued", one.valuedNames());
        assign(
                script,
                "kind",
                one.arguments().map(Completable.Kind::word).stream().toList());
        script.append("        ;;\n");
    }

    private static void assign(StringBuilder script, String variable, List<String> words) {
        if (!words.isEmpty()) {
            script.append("        ")
                    .append(variable)
                    .append('=')
                    .append(Completable.quoted(String.join(" ", words)))
                    .append('\n');
        }
    }
}
