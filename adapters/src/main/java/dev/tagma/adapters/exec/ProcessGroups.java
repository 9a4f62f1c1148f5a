package dev.tagma.adapters.exec;

import java.io.IOException;
import java.util.regex.Pattern;

/** Sends signals to whole process groups, which Java itself cannot. */
public final class ProcessGroups {

    private static final Pattern SIGNAL = Pattern.compile("[A-Z][A-Z0-9]*");

    /**
     * Sends a signal, such as {@code "TERM"}, to every process of a group.
     *
     * @return whether there was such a group
     */
    public boolean signal(long group, String name) throws IOException, InterruptedException {
        if (!SIGNAL.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a signal; write TERM, KILL, INT …");
        }
        if (group <= 1) {
            throw new IllegalArgumentException("Process group " + group + " may not be signalled");
        }
        // The shell's own kill: the separate program is not everywhere.
        var builder =
                new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- \"-$2\"", "kill", name, Long.toString(group));
        builder.environment().clear();
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        process.getOutputStream().close();
        return process.waitFor() == 0;
    }
}
