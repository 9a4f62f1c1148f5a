package dev.tagma.adapters.agent.acp;

import dev.tagma.core.session.PermissionMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which of an agent's own modes is meant by one of Tagma's. Agents name theirs as they like; the names of known ones stand
 * here, others are configured. Where none is known nothing wider is taken: the agent is refused the mode instead.
 */
final class ModeChoice {

    private static final Map<PermissionMode, List<String>> KNOWN = Map.of(
            PermissionMode.ASK, List.of("default", "ask", "manual", "normal", "readonly"),
            PermissionMode.EDITS, List.of("acceptedits", "autoedit", "edits", "workspacewrite"),
            PermissionMode.PLAN, List.of("plan"),
            PermissionMode.YOLO, List.of("bypasspermissions", "yolo", "fullaccess", "agentfullaccess"));

    /** In these an agent does more without asking than one that asks. */
    private static final List<String> WIDER = List.of("auto", "agent", "dontask");

    private ModeChoice() {}

    /** What is to be set. */
    sealed interface Choice {

        record Take(String id) implements Choice {}

        /** It has no modes, or is in one that does no more than is meant. */
        record Leave() implements Choice {}

        record Refuse(String reason) implements Choice {}
    }

    static Choice of(PermissionMode wanted, Map<PermissionMode, String> configured, Offers offers) {
        String own = configured.get(wanted);
        if (own != null) {
            return offers.ids().contains(own)
                    ? new Choice.Take(own)
                    : new Choice.Refuse("its configured mode '" + own + "' is none of its modes: " + listed(offers));
        }
        Optional<String> known = KNOWN.getOrDefault(wanted, List.of()).stream()
                .flatMap(name -> offers.ids().stream().filter(id -> plain(id).equals(name)))
                .findFirst();
        if (known.isPresent()) {
            return new Choice.Take(known.get());
        }
        boolean asks = wanted == PermissionMode.ASK
                && offers.current()
                        .map(ModeChoice::plain)
                        .filter(ModeChoice::wide)
                        .isEmpty();
        return asks ? new Choice.Leave() : new Choice.Refuse(refusal(wanted, offers));
    }

    private static String refusal(PermissionMode wanted, Offers offers) {
        String word = wanted.name().toLowerCase(Locale.ROOT);
        return "it has no mode that is known to be '" + word + "'; its modes are " + listed(offers)
                + ". Create the session in another mode, or name it in config.yaml as 'modes: {" + word + ": …}'";
    }

    private static String listed(Offers offers) {
        return offers.ids().isEmpty() ? "none" : String.join(", ", offers.ids());
    }

    private static boolean wide(String id) {
        return WIDER.contains(id)
                || KNOWN.getOrDefault(PermissionMode.YOLO, List.of()).contains(id)
                || KNOWN.getOrDefault(PermissionMode.EDITS, List.of()).contains(id);
    }

    private static String plain(String id) {
        return id.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
