package dev.tagma.adapters.exec;

import java.io.IOException;
import java.util.regex.Pattern;

/** Sends signals by their names, to one process or to a whole process group, which Java itself cannot. */
public final class Signals {

    private static final Pattern SIGNAL = Pattern.compile("[A-Z][A-Z0-9]*");

    /** Sends a signal, such as {@code "TERM"}, to every process of a group and returns whether there was such a group. */
    public boolean toGroup(long group, String name) throws IOException, InterruptedException {
        return send("-" + checked(group), name);
    }

    /** Sends a signal to one process and returns whether there was such a process. */
    public boolean toProcess(long pid, String name) throws IOException, InterruptedException {
        return send("" + checked(pid), name);
    }

    /** Numbers below mean everything or oneself to kill. */
    private static long checked(long id) {
        if (id <= 1) {
            throw new IllegalArgumentException("Process or group " + id + " may not be signalled");
        }
        return id;
    }

    /** By the shell's own kill, because the separate program is not everywhere. */
    private static boolean send(String target, String name) throws IOException, InterruptedException {
        if (!SIGNAL.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a signal; write TERM, KILL, INT …");
        }
        var builder = new ProcessBuilder("/bin/sh", "-c", "kill -s \"$1\" -- \"$2\"", "kill", name, target);
        builder.environment().clear();
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        process.getOutputStream().close();
        return process.waitFor() == 0;
    }
}
