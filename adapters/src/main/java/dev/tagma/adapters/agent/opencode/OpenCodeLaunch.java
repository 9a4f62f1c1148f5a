package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.exec.Inherited;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command line and the environment of a session's program. */
final class OpenCodeLaunch {

    /** The name under which the program lets its password in. */
    static final String USER = "tagma";

    private OpenCodeLaunch() {}

    static List<String> command(OpenCodeTools tools, Session session, Door door) {
        List<String> command = new ArrayList<>(tools.program());
        boolean headless = session.launch().driver() == DriverKind.PROTOCOL;
        if (headless) {
            command.add("serve");
        }
        command.addAll(List.of("--hostname", Door.HOST, "--port", String.valueOf(door.port())));
        if (!headless) {
            session.launch().model().ifPresent(model -> command.addAll(List.of("--model", model)));
        }
        command.addAll(session.launch().arguments());
        return command;
    }

    /** What every program of the agent is given: passed on, then the agent's settings. */
    static Map<String, String> environment(OpenCodeTools tools) {
        Map<String, String> environment = Inherited.inTerminal(tools.inherited(), Set.of("OPENCODE_CONFIG_DIR"));
        environment.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
        environment.putAll(tools.settings());
        return environment;
    }

    /** The same, then the session's, then Tagma's own. */
    static Map<String, String> environment(OpenCodeTools tools, Session session, Map<String, String> own) {
        Map<String, String> environment = environment(tools);
        environment.putAll(session.launch().environment());
        environment.put(
                "OPENCODE_PERMISSION", Rights.of(session.launch().mode()).asConfiguration(tools.mapper()));
        environment.putAll(own);
        return Map.copyOf(environment);
    }

    /** The same, with what opens the door. */
    static Map<String, String> with(Map<String, String> environment, Door door) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("OPENCODE_SERVER_USERNAME", USER);
        all.put("OPENCODE_SERVER_PASSWORD", door.password());
        return all;
    }
}
