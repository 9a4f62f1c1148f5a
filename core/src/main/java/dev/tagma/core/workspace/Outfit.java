package dev.tagma.core.workspace;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a session's workspace is fitted out with, as its project wanted it when the session was created.
 *
 * @param contents what of the repository is in it
 * @param scripts the trusted scripts that are run in it
 * @param ports TCP ports of this machine by name, leased to the session until it is removed
 */
public record Outfit(Contents contents, Carried carried, Optional<ScriptsId> scripts, Map<String, Integer> ports) {

    public static final Outfit NONE = new Outfit(Carried.NOTHING, Optional.empty(), Map.of());

    /** How many ports a project may have for a session. */
    public static final int MOST_PORTS = 16;

    private static final Pattern PORT = Pattern.compile("[a-z][a-z0-9-]{0,29}");

    /** One with the usual contents. */
    public Outfit(Carried carried, Optional<ScriptsId> scripts, Map<String, Integer> ports) {
        this(Contents.USUAL, carried, scripts, ports);
    }

    public Outfit {
        ports = Collections.unmodifiableMap(new TreeMap<>(ports));
        ports.keySet().stream().filter(name -> !portName(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'" + name + "' cannot be the name of a port");
        });
    }

    /** Whether a port can be called so: what makes one variable, and no two the same. */
    public static boolean portName(String name) {
        return PORT.matcher(name).matches();
    }

    public Outfit withPorts(Map<String, Integer> leased) {
        return new Outfit(contents, carried, scripts, leased);
    }

    /** The variables by which agents and scripts know the ports. */
    public Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        ports.forEach((name, port) ->
                variables.put("TAGMA_PORT_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), port.toString()));
        return variables;
    }
}
