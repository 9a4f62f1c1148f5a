package dev.tagma.cli.completion;

import java.util.List;

/** The script for zsh. */
public final class Zsh {

    private static final String HEAD = """
        #compdef tagma
        # Completes tagma in zsh. Made by: tagma completion zsh
        # To use it, put this into ~/.zshrc behind compinit: source <(tagma completion zsh)
        _tagma() {
            local command='' word index current=${words[CURRENT]} previous=${words[CURRENT - 1]}
            local -a home
            for ((index = 2; index < CURRENT; index++)); do
                word=${words[index]}
                case $word in
                (--home)
                    index=$((index + 1))
                    home=(--home ${(Q)words[index]})
                    ;;
                (-*) ;;
                (*)
                    case $command in
                    ('') command=$word ;;
                    (@FAMILIES@) command="$command $word" ;;
                    esac
                    ;;
                esac
            done
            local -a members options
            local valued='' kind=''
            case $command in
        """;

    private static final String TAIL = """
            esac
            if [[ " $valued " == *" $previous "* ]]; then
                _files
            elif [[ $current == -* ]]; then
                _describe -o option options
            elif (($#members)); then
                _describe command members
            elif [[ -n $kind ]]; then
                compadd -- ${(f)"$(${(Q)~words[1]} $home completion $kind 2>/dev/null)"}
            else
                _files
            fi
        }
        if [[ $funcstack[1] == _tagma ]]; then
            _tagma "$@"
        else
            compdef _tagma tagma
        fi
        """;

    private Zsh() {}

    /** @param root the program itself, whose members are the commands */
    public static String script(Completable root) {
        var script = new StringBuilder(HEAD.replace("@FAMILIES@", root.familyNames("|")));
        root.points().forEach(point -> add(script, point.words(), point.command()));
        return script.append(TAIL).toString();
    }

    private static void add(StringBuilder script, String command, Completable one) {
        script.append("    (").append(Completable.quoted(command)).append(")\n");
        array(
                script,
                "members",
                one.members().stream()
                        .map(member -> described(member.name(), member.summary()))
                        .toList());
        array(
                script,
                "options",
                one.options().stream()
                        .flatMap(option -> option.names().stream().map(name -> described(name, option.help())))
                        .toList());
        if (!one.valuedNames().isEmpty()) {
            script.append("        valued=")
                    .append(Completable.quoted(String.join(" ", one.valuedNames())))
                    .append('\n');
        }
        one.arguments()
                .ifPresent(kind ->
                        script.append("        kind=").append(kind.word()).append('\n'));
        script.append("        ;;\n");
    }

    private static void array(StringBuilder script, String variable, List<String> words) {
        if (!words.isEmpty()) {
            script.append("        ").append(variable).append("=(\n");
            words.forEach(word -> script.append("            ")
                    .append(Completable.quoted(word))
                    .append('\n'));
            script.append("        )\n");
        }
    }

    private static String described(String name, String help) {
        return name + ":" + help.replace("\\", "\\\\").replace(":", "\\:");
    }
}
