package dev.tagma.adapters.workspace.git.command;

import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** One git command, ready to run; the with-methods give a changed copy. */
public final class GitCommand {

    /** A git that takes longer than this hangs on a lock or a dead file system; it is killed and the call fails. */
    static final Duration USUAL_LIMIT = Duration.ofMinutes(10);

    /** The same for commands whose work grows with the bytes of a workspace. */
    public static final Duration LONG_LIMIT = Duration.ofHours(6);

    /** The same for what other machines have the most part in; those that do not answer are given up long before. */
    public static final Duration NETWORK_LIMIT = Duration.ofHours(1);

    /** How long to wait for another git that is adding a worktree: it needs milliseconds, on a busy machine more. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    private static final Duration LAST_PAUSE = Duration.ofMillis(1280);

    private final Path directory;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Map<String, String> settings;
    private final Duration limit;

    GitCommand(
            Path directory,
            List<String> arguments,
            Map<String, String> environment,
            Map<String, String> settings,
            Duration limit) {
        this.directory = directory;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.settings = new LinkedHashMap<>(settings);
        this.limit = limit;
    }

    public GitCommand withEnvironment(String name, String value) {
        var changed = new TreeMap<>(environment);
        changed.put(name, value);
        return new GitCommand(directory, arguments, changed, settings, limit);
    }

    public GitCommand withSetting(String name, String value) {
        var changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new GitCommand(directory, arguments, environment, changed, limit);
    }

    public GitCommand withLimit(Duration changed) {
        return new GitCommand(directory, arguments, environment, settings, changed);
    }

    /** Starts the command for a caller that talks with it. */
    public GitProcess start() {
        // git itself would say "cannot change to"; a process builder says something about exec.
        if (!Files.isDirectory(directory)) {
            throw new WorkspaceException(Kind.MISSING, "The directory " + directory + " is not there");
        }
        var argv = new ArrayList<String>();
        argv.add("git");
        argv.addAll(arguments);
        var builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        // Settings go by environment: a name may hold an equals sign, and children of git see them too.
        int count = 0;
        for (var setting : settings.entrySet()) {
            builder.environment().put("GIT_CONFIG_KEY_" + count, setting.getKey());
            builder.environment().put("GIT_CONFIG_VALUE_" + count, setting.getValue());
            count++;
        }
        builder.environment().put("GIT_CONFIG_COUNT", Integer.toString(count));
        try {
            return new GitProcess(describe(), builder.start(), limit);
        } catch (IOException e) {
            throw new WorkspaceException(
                    Kind.FAILED,
                    "git could not be started (" + e.getMessage() + "): install git and put it on PATH",
                    e);
        }
    }

    /** Runs the command; the caller looks at how it ended. */
    public GitOutput run() {
        return run("");
    }

    /**
     * Runs the command with something to read.
     *
     * @param input standard input as latin-1 text
     */
    public GitOutput run(String input) {
        GitOutput output = once(input);
        for (Duration pause = FIRST_PAUSE;
                output.disturbed() && pause.compareTo(LAST_PAUSE) <= 0;
                pause = pause.multipliedBy(2)) {
            LockSupport.parkNanos(pause.toNanos());
            output = once(input);
        }
        return output;
    }

    private GitOutput once(String input) {
        try (var process = start()) {
            process.feed(input.getBytes(StandardCharsets.ISO_8859_1));
            return process.finish();
        }
    }

    /** Runs the command and takes any end but the good one as a failure. */
    public GitOutput check() {
        return check("");
    }

    /**
     * Runs the command with something to read and takes any end but the good one as a failure.
     *
     * @param input standard input as latin-1 text
     */
    public GitOutput check(String input) {
        GitOutput output = run(input);
        if (!output.ok()) {
            throw new WorkspaceException(Kind.FAILED, describe() + " failed: " + output.reason());
        }
        return output;
    }

    private String describe() {
        return "git " + String.join(" ", arguments) + " in " + directory;
    }
}
