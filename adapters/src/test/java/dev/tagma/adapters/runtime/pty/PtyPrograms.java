package dev.tagma.adapters.runtime.pty;

import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small programs for terminals. */
final class PtyPrograms {

    /** The line language of the contract. */
    static final String LINES = """
            printf 'ready\\n'
            while IFS= read -r line; do
              case $line in
                'title '*) printf '\\033]2;%s\\007' "${line#title }" ;;
                'exit '*) exit "${line#exit }" ;;
                styles) printf '\\033[2mdim\\033[0m \\033[7mreverse\\033[0m \\033[1mbold\\033[0m plain\\n' ;;
                *) printf 'got: %s\\n' "$line" ;;
              esac
            done
            """;

    private PtyPrograms() {}

    static TerminalSpec sh(String script, String shell, Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of(shell, "-c", script, "sh"));
        command.addAll(List.of(arguments));
        return new TerminalSpec(command, Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"), directory, 80, 24);
    }
}
