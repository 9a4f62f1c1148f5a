package dev.tagma.adapters.workspace.git.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The git program. Commands {@linkplain #in in} a user's repository read the user's and the machine's configuration, since
 * ignore rules, safe directories and installed filters live there; commands {@linkplain #store on} a store of ours read none.
 */
public final class Git {

    /** What of our own environment git may see: where programs, homes and temporary files are, and nothing that steers git. */
    private static final List<String> PASSED =
            List.of("PATH", "HOME", "XDG_CONFIG_HOME", "USER", "LOGNAME", "TMPDIR", "SSH_AUTH_SOCK");

    private final Map<String, String> environment;

    /** @param environment the process's own environment, of which little is passed on */
    public Git(Map<String, String> environment) {
        var kept = new TreeMap<String, String>();
        for (String name : PASSED) {
            String value = environment.get(name);
            if (value != null) {
                kept.put(name, value);
            }
        }
        kept.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
        kept.put("LC_ALL", "C");
        kept.put("GIT_TERMINAL_PROMPT", "0");
        kept.put("GIT_ASKPASS", "true");
        kept.put("GIT_EDITOR", "false");
        kept.put("GIT_PAGER", "cat");
        kept.put("GIT_OPTIONAL_LOCKS", "0");
        kept.put("GIT_LITERAL_PATHSPECS", "1");
        kept.put("GIT_NO_LAZY_FETCH", "1");
        this.environment = Map.copyOf(kept);
    }

    /** A command in a directory of the user's. No hook runs, nothing is collected in the background. */
    public GitCommand in(Path directory, String... arguments) {
        return new GitCommand(directory, List.of(arguments), environment, quiet(), GitCommand.USUAL_LIMIT);
    }

    /** A command on a bare repository of ours: nobody's configuration counts but what is said here. */
    public GitCommand store(Path gitDirectory, String... arguments) {
        var own = new TreeMap<>(environment);
        own.put("GIT_CONFIG_NOSYSTEM", "1");
        own.put("GIT_CONFIG_GLOBAL", "/dev/null");
        own.put("GIT_DIR", gitDirectory.toString());
        own.put("GIT_NO_REPLACE_OBJECTS", "1");
        var settings = quiet();
        settings.put("core.fsync", "all");
        settings.put("core.fsyncMethod", "fsync");
        // Names are bytes to us: none is refused because some other system would mistake it for another.
        settings.put("core.protectNTFS", "false");
        settings.put("core.protectHFS", "false");
        settings.put("core.compression", "1");
        return new GitCommand(gitDirectory, List.of(arguments), own, settings, GitCommand.USUAL_LIMIT);
    }

    private static Map<String, String> quiet() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("core.hooksPath", "/dev/null");
        settings.put("core.fsmonitor", "false");
        settings.put("core.quotePath", "true");
        settings.put("gc.auto", "0");
        settings.put("maintenance.auto", "false");
        settings.put("submodule.recurse", "false");
        settings.put("color.ui", "false");
        return settings;
    }
}
