package dev.tagma.testkit.agent;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The command line, as Claude Code's as far as it matters from outside.
 *
 * @param prompt what to begin with; empty for nothing
 */
record Options(
        Optional<String> sessionId,
        Optional<String> resume,
        boolean fork,
        Optional<Path> settings,
        String mode,
        String model,
        boolean version,
        String prompt) {

    private static final Map<String, String> SHORT = Map.of("-r", "--resume", "-v", "--version", "-n", "--name");

    /** Options with a value that this program knows and need not heed. */
    private static final Set<String> IGNORED = Set.of(
            "--add-dir",
            "--allowedTools",
            "--append-system-prompt",
            "--disallowedTools",
            "--mcp-config",
            "--name",
            "--setting-sources");

    private static final Set<String> VALUES =
            Set.of("--session-id", "--resume", "--settings", "--permission-mode", "--model");

    private static final Set<String> FLAGS = Set.of(
            "--fork-session",
            "--version",
            "--verbose",
            "--strict-mcp-config",
            "--dangerously-skip-permissions",
            "--allow-dangerously-skip-permissions");

    /** A command line that makes no sense. */
    static final class BadOption extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadOption(String message) {
            super(message);
        }
    }

    static Options parse(String... arguments) {
        var values = new HashMap<String, String>();
        var flags = new HashSet<String>();
        var prompt = "";
        for (int i = 0; i < arguments.length; i++) {
            var argument = arguments[i];
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            var name = equals < 0 ? SHORT.getOrDefault(argument, argument) : argument.substring(0, equals);
            if (FLAGS.contains(name)) {
                flags.add(name);
            } else if (VALUES.contains(name) || IGNORED.contains(name)) {
                if (equals < 0 && i + 1 == arguments.length) {
                    throw new BadOption("option '%s' needs a value".formatted(name));
                }
                values.put(name, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
            } else if (name.startsWith("-")) {
                throw new BadOption("unknown option '%s'".formatted(name));
            } else {
                prompt = argument;
            }
        }
        var skips = flags.contains("--dangerously-skip-permissions");
        return new Options(
                Optional.ofNullable(values.get("--session-id")),
                Optional.ofNullable(values.get("--resume")),
                flags.contains("--fork-session"),
                Optional.ofNullable(values.get("--settings")).map(Path::of),
                Objects.requireNonNullElse(values.get("--permission-mode"), skips ? "bypassPermissions" : "default"),
                Objects.requireNonNullElse(values.get("--model"), "scripted"),
                flags.contains("--version"),
                prompt);
    }
}
