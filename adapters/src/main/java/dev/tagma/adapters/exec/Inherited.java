package dev.tagma.adapters.exec;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What is passed on of the daemon's environment to an agent: what programs need to find their way. Keys, endpoints and
 * other settings are configured, never picked up from the shell that happened to start the daemon.
 */
public final class Inherited {

    private static final Set<String> PASSED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "SSH_AUTH_SOCK",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "XDG_STATE_HOME",
            "XDG_RUNTIME_DIR",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "no_proxy",
            "NODE_EXTRA_CA_CERTS",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR");

    private Inherited() {}

    /** A new map of what any program is given, to be added to. */
    public static Map<String, String> of(Map<String, String> environment) {
        return of(environment, Set.of());
    }

    /**
     * A new map of what a program in a terminal is given, to be added to.
     *
     * @param further variables that this program needs as well
     */
    public static Map<String, String> inTerminal(Map<String, String> environment, Set<String> further) {
        Map<String, String> passed = of(environment, further);
        passed.put("TERM", "xterm-256color");
        passed.put("COLORTERM", "truecolor");
        return passed;
    }

    /**
     * A new map of what a program is given, to be added to.
     *
     * @param further variables that this program needs as well
     */
    public static Map<String, String> of(Map<String, String> environment, Set<String> further) {
        Map<String, String> passed = new HashMap<>();
        environment.forEach((name, value) -> {
            if (PASSED.contains(name) || further.contains(name) || name.startsWith("LC_")) {
                passed.put(name, value);
            }
        });
        passed.putIfAbsent("LANG", "C.UTF-8");
        return passed;
    }
}
