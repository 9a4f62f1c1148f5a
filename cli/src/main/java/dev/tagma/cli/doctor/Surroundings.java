package dev.tagma.cli.doctor;

import dev.tagma.wire.home.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the shell that this is called from says: its terminal, its language, its variables. */
final class Surroundings {

    private static final List<String> TERMINFO = List.of(
            "/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo", "/usr/local/share/terminfo");

    private final Home home;
    private final Map<String, String> environment;
    private final Path userHome;

    Surroundings(Home home, Map<String, String> environment, Path userHome) {
        this.home = home;
        this.environment = environment;
        this.userHome = userHome;
    }

    List<Finding> findings() {
        return Stream.concat(Stream.of(terminal(), language()), variables().stream())
                .toList();
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }

    private Finding terminal() {
        String name = value("TERM");
        if (name.isEmpty() || name.equals("dumb")) {
            return Finding.good("terminal", "none here");
        }
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9+._-]{0,60}") || !described(name)) {
            return Finding.doubtful(
                    "terminal",
                    "TERM '%s' is not described on this machine".formatted(name),
                    "tagma attach would fail: export TERM=xterm-256color, or install the terminal's description");
        }
        return Finding.good("terminal", name);
    }

    /** Whether the terminal library finds it, in one of the two layouts there are. */
    private boolean described(String name) {
        String letter = name.substring(0, 1);
        String code = Integer.toHexString(name.charAt(0));
        return Stream.of(
                        Stream.of(
                                value("TERMINFO"), userHome.resolve(".terminfo").toString()),
                        Stream.of(value("TERMINFO_DIRS").split(":", -1)),
                        TERMINFO.stream())
                .flatMap(each -> each)
                .filter(directory -> directory.startsWith("/"))
                .map(Path::of)
                .anyMatch(directory -> Files.exists(directory.resolve(letter).resolve(name))
                        || Files.exists(directory.resolve(code).resolve(name)));
    }

    private Finding language() {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(this::value)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        if (locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8")) {
            return Finding.good("locale", locale);
        }
        return Finding.doubtful(
                "locale",
                locale.isEmpty() ? "none is set" : "'%s' is not UTF-8".formatted(locale),
                "names and texts that are not ASCII may be garbled: export LC_ALL=C.UTF-8");
    }

    /** What the shell has for the agent and the agent does not get: its value is nobody's business here. */
    private Optional<Finding> variables() {
        String configured = configuration();
        List<String> unseen = environment.keySet().stream()
                .filter(name -> name.matches("ANTHROPIC_[A-Z0-9_]+"))
                .filter(name -> !Pattern.compile("(?m)^[^#\\n]*\\b" + name + "\\b[\"']?\\s*:")
                        .matcher(configured)
                        .find())
                .sorted()
                .toList();
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.doubtful(
                "variables",
                unseen.stream().collect(Collectors.joining(", ")) + " set in this shell and not passed on to agents",
                "agents do not inherit the shell's keys; where Claude Code needs them, put them in %s below agents.claude-code.env"
                        .formatted(home.configurationFile())));
    }

    private String configuration() {
        try {
            return Files.readString(home.configurationFile(), StandardCharsets.UTF_8);
        } catch (IOException none) {
            return "";
        }
    }
}
