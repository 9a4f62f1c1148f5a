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

    /**
     * The part of this environment that a program in a terminal is given.
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
        passed.put("TERM", "xterm-256color");
        passed.put("COLORTERM", "truecolor");
        passed.putIfAbsent("LANG", "C.UTF-8");
        return passed;
    }
}
