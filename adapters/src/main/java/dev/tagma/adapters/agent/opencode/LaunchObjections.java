package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Objection.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What speaks against starting OpenCode with the arguments and the variables of a launch. */
final class LaunchObjections {

    private static final String PORT = "Tagma chooses where the program is spoken to";
    private static final String MODE = "say it as the session's 'mode'";
    private static final String MODEL = "say it as the session's 'model'";
    private static final String CONVERSATION = "say which conversation with 'start', 'resume' or 'fork'";

    /** What Tagma says itself. */
    private static final Map<String, String> TAKEN = Map.ofEntries(
            Map.entry("--port", PORT),
            Map.entry("--hostname", PORT),
            Map.entry("--mdns", PORT),
            Map.entry("--mini", "it opens no port"),
            Map.entry("--auto", MODE),
            Map.entry("--yolo", MODE),
            Map.entry("--dangerously-skip-permissions", MODE),
            Map.entry("--model", MODEL),
            Map.entry("-m", MODEL),
            Map.entry("--session", CONVERSATION),
            Map.entry("-s", CONVERSATION),
            Map.entry("--continue", CONVERSATION),
            Map.entry("-c", CONVERSATION),
            Map.entry("--fork", CONVERSATION),
            Map.entry("OPENCODE_SERVER_PASSWORD", PORT),
            Map.entry("OPENCODE_SERVER_USERNAME", PORT),
            Map.entry("OPENCODE_PERMISSION", MODE));

    private LaunchObjections() {}

    static List<Objection> to(Session.Launch launch) {
        List<Objection> found = new ArrayList<>();
        launch.model()
                .filter(model -> model.startsWith("-") || model.indexOf('/') < 1 || model.endsWith("/"))
                .ifPresent(model -> found.add(new Objection(
                        Ground.TAKEN,
                        "'" + model + "' is not a model of OpenCode's: name it as provider/model, as 'opencode models'"
                                + " lists them")));
        launch.arguments().forEach(argument -> found.add(objection("arguments", "argument", argument)));
        launch.environment().keySet().stream()
                .sorted()
                .forEach(name -> found.add(objection("environment", "variable", name)));
        return List.copyOf(found);
    }

    private static Objection objection(String field, String kind, String said) {
        String name = said.indexOf('=') < 0 ? said : said.substring(0, said.indexOf('='));
        return TAKEN.containsKey(name)
                ? new Objection(Ground.TAKEN, "'" + field + "' may not hold '" + name + "': " + TAKEN.get(name))
                : new Objection(
                        Ground.WIDER,
                        kind + " " + said
                                + " is not known to leave the agent's permissions as they are; leave it out, or"
                                + " let a person create the session");
    }
}
