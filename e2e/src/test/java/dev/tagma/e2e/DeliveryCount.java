package dev.tagma.e2e;

import dev.tagma.bench.report.Row;
import dev.tagma.wire.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of the messages of one agent, by what its model was told. */
final class DeliveryCount {

    static final String BAR = "0 lost, 0 doubled, 0 into a dialog";

    private static final Set<String> ENDS = Set.of("done", "failed", "expired", "cancelled", "superseded");
    private static final int SHOWN = 5;
    private static final int LINE = 60;

    private final List<String> wrongs = new ArrayList<>();
    private int done;
    private int told;

    /**
     * A message at the end of the story.
     *
     * @param word the word that no other message has
     * @param heard all that the model was told
     */
    void message(Json message, String word, List<String> heard) {
        String text = Stage.text(message, "text");
        String state = Stage.text(message, "state");
        List<String> times = heard.stream().filter(said -> said.contains(word)).toList();
        if (times.size() > 1) {
            wrong("doubled", text);
        } else if (!ENDS.contains(state)) {
            wrong("lost, for it came to no end (" + state + ", held: " + Stage.text(message, "held") + ")", text);
        } else if (state.equals("done") && times.isEmpty()) {
            wrong("lost, though called done", text);
        } else if (!times.isEmpty() && !FuzzedText.letters(times.getFirst()).contains(FuzzedText.letters(text))) {
            wrong("changed", text);
        }
        done += state.equals("done") ? 1 : 0;
        told += ENDS.contains(state) && !state.equals("done") ? 1 : 0;
        if (state.equals("failed")) {
            System.out.println("told as failed: " + Stage.text(message, "failure") + ": " + shortened(text));
        }
    }

    /** How a request ended that nobody answered but by Tagma: whatever was typed into it would have answered it, too. */
    void request(Json closed) {
        String how = Stage.text(closed, "how");
        if (!how.equals("answered")) {
            wrong("into a dialog, which ended as " + how, Stage.text(closed, "request"));
        }
    }

    /** Files that were asked for, and whether somebody allowed them. */
    void file(String name, boolean allowed, boolean there) {
        if (allowed != there) {
            wrong("into a dialog, for it " + (there ? "ran what was denied" : "did not run what was allowed"), name);
        }
    }

    private void wrong(String what, String text) {
        wrongs.add(what + ": " + shortened(text));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").replace('|', '¦');
        return line.length() <= LINE ? line : line.substring(0, LINE) + "…";
    }

    List<String> wrongs() {
        return wrongs;
    }

    Row row(String agent, Map<String, Integer> befell, Duration took, String day) {
        String found = wrongs.isEmpty()
                ? BAR
                : wrongs.size() + " wrong: " + String.join("; ", wrongs.subList(0, Math.min(SHOWN, wrongs.size())));
        return Row.judged(
                agent,
                BAR,
                "%s (%d done, %d told as failed, %d daemons killed, %d dialogs; %d s, %s)"
                        .formatted(
                                found,
                                done,
                                told,
                                befell.getOrDefault("kill", 0),
                                befell.getOrDefault("dialog", 0),
                                took.toSeconds(),
                                day),
                wrongs.isEmpty());
    }
}
