package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.confine.Mount;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The words of {@code docker run} or {@code podman run} up to those of the program within. */
final class RunCommand {

    /** By which a session's containers are found. */
    static final String LABEL = "dev.tagma.session";

    /** Nobody types it: the usual one would keep every Ctrl-P back until the next key. */
    private static final String NEVER_DETACHED = "ctrl-^,ctrl-_,ctrl-^";

    private final List<String> options = new ArrayList<>();

    RunCommand with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    RunCommand with(List<String> more) {
        options.addAll(more);
        return this;
    }

    /** What every container has: one that is gone with its program, whose output is kept by nobody, and without rights. */
    static RunCommand of(String session, boolean terminal) {
        RunCommand command = new RunCommand().with("--label", LABEL + "=" + session, "--interactive");
        if (terminal) {
            command.with("--tty", "--detach-keys", NEVER_DETACHED);
        }
        // The first process of a container hears no signal that it does not expect: another one has to be the first.
        return command.with("--init", "--log-driver", "none", "--cap-drop", "ALL")
                .with("--security-opt", "no-new-privileges", "--security-opt", "label=disable");
    }

    /** A list of hosts was refused before. */
    RunCommand network(Network network) {
        return with("--network", network instanceof Network.On ? "bridge" : "none");
    }

    RunCommand limits(Limits limits) {
        limits.memory()
                .map(bytes -> Long.toString(bytes))
                .ifPresent(bytes ->
                        // The same for both means no swap besides.
                        with("--memory", bytes, "--memory-swap", bytes));
        limits.processes().ifPresent(count -> with("--pids-limit", Integer.toString(count)));
        limits.cpuPercent()
                .map(percent ->
                        BigDecimal.valueOf(percent, 2).stripTrailingZeros().toPlainString())
                .ifPresent(cpus -> with("--cpus", cpus));
        return this;
    }

    /** A directory of the memory's that anybody within may write and run programs from. */
    RunCommand empty(Path directory) {
        return with("--tmpfs", directory + ":exec,mode=1777");
    }

    RunCommand mounts(List<Mount> mounts) {
        mounts.forEach(mount -> with("--mount", mount(mount)));
        return this;
    }

    /** The engines read it as a line of values between commas. */
    private static String mount(Mount mount) {
        String both = "type=bind," + value("source=" + mount.source()) + "," + value("target=" + mount.target());
        return mount.access() == Mount.Access.WRITE ? both : both + ",readonly";
    }

    private static String value(String text) {
        return text.matches("(?s).*[,\"\\r\\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    /**
     * A script for {@code sh} that becomes the engine's program. Its first word is the container's name, and what follows is
     * for the program within. There can be more options than a terminal takes words, so they are in a file.
     */
    String script(Path program, String image) {
        String words = options.stream().map(RunCommand::quoted).collect(Collectors.joining(" "));
        return "name=$1\nshift\nexec " + quoted(program.toString()) + " run --rm --name \"$name\" " + words + " "
                + quoted(image) + " \"$@\"\n";
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
