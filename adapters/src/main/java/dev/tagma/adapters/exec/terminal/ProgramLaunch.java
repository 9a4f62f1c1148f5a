package dev.tagma.adapters.exec.terminal;

import dev.tagma.spi.runtime.TerminalSpec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts a program with a terminal as its own. {@code setsid} makes a session that has no terminal yet, a shell within it
 * opens this one, which thereby becomes the session's, and then becomes the program: all under one process id. The shell's
 * text is fixed; what the program is called with are its arguments, which it never reads.
 */
final class ProgramLaunch {

    private static final String SHELL = "/bin/sh";
    private static final String ENV = "/usr/bin/env";
    private static final String OPENING = "exec \"$@\" 0<>\"$0\" 1>&0 2>&0";

    /** What shells add to the environment by themselves. */
    private static final List<String> ADDED_BY_SHELLS = List.of("_", "OLDPWD", "PWD", "SHLVL");

    /** Some of these a daemon may have been started to ignore, which its children would inherit. */
    private static final String DEFAULT_SIGNALS = "--default-signal=HUP,INT,QUIT,PIPE,TERM,TSTP,TTIN,TTOU";

    /** What its screen understands. */
    private static final String TERM = "xterm-256color";

    private final Path setsid;
    private final boolean setsSignals;

    ProgramLaunch(Path setsid) throws IOException {
        this.setsid = setsid;
        this.setsSignals = works(List.of(ENV, DEFAULT_SIGNALS, SHELL, "-c", ":"));
    }

    /** Not every env can do it. */
    private static boolean works(List<String> command) throws IOException {
        try {
            return quiet(command).start().waitFor() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while looking at " + ENV, interrupted);
        }
    }

    Process start(TerminalSpec spec, String terminal) throws IOException {
        List<String> command = new ArrayList<>(List.of(setsid.toString(), SHELL, "-c", OPENING, terminal, ENV));
        if (setsSignals) {
            command.add(DEFAULT_SIGNALS);
        }
        for (String name : ADDED_BY_SHELLS) {
            if (!spec.environment().containsKey(name)) {
                command.add("-u");
                command.add(name);
            }
        }
        command.add("--");
        command.addAll(spec.command());
        ProcessBuilder builder = quiet(command).directory(spec.directory().toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("TERM", TERM);
        environment.putAll(spec.environment());
        return builder.start();
    }

    private static ProcessBuilder quiet(List<String> command) {
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
