package dev.tagma.adapters.agent.codex;

import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Objection.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What speaks against starting Codex with the arguments and the variables of a launch. */
final class LaunchObjections {

    /** What Tagma says itself to the app-server. */
    private static final Map<String, String> TAKEN = Map.of(
            "--listen", "Tagma and the terminal program meet at a socket of the session",
            "--stdio", "Tagma and the terminal program meet at a socket of the session",
            "--sandbox", "say it as the session's 'mode'",
            "-s", "say it as the session's 'mode'",
            "--ask-for-approval", "say it as the session's 'mode'",
            "-a", "say it as the session's 'mode'",
            "--dangerously-bypass-approvals-and-sandbox", "say it as the session's 'mode'",
            "--model", "say it as the session's 'model'",
            "-m", "say it as the session's 'model'");

    private LaunchObjections() {}

    static List<Objection> to(Session.Launch launch) {
        List<Objection> found = new ArrayList<>();
        launch.model()
                .filter(model -> model.startsWith("-"))
                .ifPresent(model -> found.add(
                        new Objection(Ground.TAKEN, "'" + model + "' is an argument, not a model: name the model")));
        for (String argument : launch.arguments()) {
            String name = argument.indexOf('=') < 0 ? argument : argument.substring(0, argument.indexOf('='));
            found.add(
                    TAKEN.containsKey(name)
                            ? new Objection(Ground.TAKEN, "'arguments' may not hold '" + name + "': " + TAKEN.get(name))
                            : new Objection(Ground.WIDER, wider("argument " + argument)));
        }
        launch.environment().keySet().stream()
                .sorted()
                .forEach(name -> found.add(new Objection(Ground.WIDER, wider("variable " + name))));
        return List.copyOf(found);
    }

    private static String wider(String what) {
        return what + " is not known to leave the agent's permissions as they are; leave it out, or let a person create"
                + " the session";
    }
}
