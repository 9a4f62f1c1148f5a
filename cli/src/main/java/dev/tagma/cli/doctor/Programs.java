package dev.tagma.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs that Tagma cannot do without. */
final class Programs {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\S*");

    /** The first tmux with what control mode needs. */
    private static final int TMUX_MAJOR = 3;

    private static final int TMUX_MINOR = 2;

    /** A program that cannot say its version by then hangs, on a dead network drive for example. */
    private static final long PATIENCE_SECONDS = 20;

    private final Map<String, String> environment;
    private final String java;

    Programs(Map<String, String> environment, String java) {
        this.environment = environment;
        this.java = java;
    }

    List<Finding> findings() {
        return List.of(Finding.good("java", java), git(), tmux());
    }

    private Finding git() {
        return said("git", "--version")
                .map(text ->
                        Finding.good("git", version(text).map(Matcher::group).orElse(text)))
                .orElseGet(() -> Finding.bad(
                        "git",
                        "not found on the PATH",
                        "install it: it holds the work of every session (apt install git)"));
    }

    private Finding tmux() {
        Optional<String> said = said("tmux", "-V");
        if (said.isEmpty()) {
            return Finding.bad(
                    "tmux",
                    "not found on the PATH",
                    "install it: sessions run in it, but for those with --runtime pty (apt install tmux)");
        }
        String text = said.get();
        Optional<Matcher> version = version(text);
        if (version.isEmpty() || recent(version.get())) {
            return Finding.good("tmux", version.map(Matcher::group).orElse(text));
        }
        return Finding.bad(
                "tmux",
                version.get().group() + " is too old",
                "install %d.%d or newer".formatted(TMUX_MAJOR, TMUX_MINOR));
    }

    private static boolean recent(Matcher version) {
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        return major > TMUX_MAJOR || (major == TMUX_MAJOR && minor >= TMUX_MINOR);
    }

    private static Optional<Matcher> version(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    /** The first line that a program says; none when it cannot be run. */
    private Optional<String> said(String program, String option) {
        return onThePath(program).flatMap(file -> said(new ProcessBuilder(file.toString(), option)));
    }

    /** A process is looked for on the path of this one, which need not be the one that is asked about. */
    private Optional<Path> onThePath(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Optional<String> said(ProcessBuilder builder) {
        builder.redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? all.lines().findFirst() : Optional.empty();
        } catch (IOException notFound) {
            return Optional.empty();
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
