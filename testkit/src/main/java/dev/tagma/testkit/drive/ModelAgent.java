package dev.tagma.testkit.drive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An agent's program with a composer, dialogs, a queue of its own and a record of its conversation; and the person
 * before it. It notes every wrong that a driver could do to them.
 */
public final class ModelAgent {

    /** What stands in the record, readable from {@code shown} on; {@code number} says in which order it was said. */
    public record Entry(int number, String turn, String text, boolean joined, Instant shown) {}

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final ModelClock clock;
    private final List<Entry> record = new ArrayList<>();
    private final List<String> queue = new ArrayList<>();
    private final List<String> wrongs = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();
    private final Set<String> takenBack = new HashSet<>();
    private String composer = "";
    private String coming = "";
    private Instant comes = Instant.MAX;
    private boolean alive = true;
    private boolean working;
    private boolean dialog;
    private boolean spoke;
    private int turns;
    private int said;
    private String driven = "";
    private boolean swallows;
    private boolean losesPaste;
    private Duration pasteTakes = Duration.ZERO;
    private Duration recordTakes = Duration.ZERO;

    public ModelAgent(ModelClock clock) {
        this.clock = clock;
    }

    // ---- what can be seen

    public boolean alive() {
        return alive;
    }

    public boolean working() {
        return working;
    }

    public boolean dialog() {
        return dialog;
    }

    public String composer() {
        if (!clock.instant().isBefore(comes)) {
            composer += coming;
            coming = "";
            comes = Instant.MAX;
        }
        return composer;
    }

    public boolean queues(String text) {
        return queue.contains(text);
    }

    /** The number of the next entry. */
    public int said() {
        return said;
    }

    public List<Entry> record() {
        return List.copyOf(record);
    }

    /** What was done to it that must never be. */
    public List<String> wrongs() {
        return List.copyOf(wrongs);
    }

    /** Whether a person changed, took back or sent what stood in the composer or the queue with this text in it. */
    public boolean touched(String text) {
        return touched.contains(text);
    }

    // ---- what a driver does

    /** A paste: into the composer at once, or late, or never. */
    public void paste(String text) {
        if (dialog || !composer().isEmpty()) {
            wrongs.add("'" + text + "' was placed into " + (dialog ? "a dialog" : "'" + composer + "'"));
        }
        if (!losesPaste && !dialog) {
            coming = text;
            comes = clock.instant().plus(pasteTakes);
        }
        losesPaste = false;
        pasteTakes = Duration.ZERO;
        composer();
    }

    /** The submit key, pressed for this text. */
    public void submit(String text) {
        if (dialog || !composer().equals(text)) {
            wrongs.add("The key for '" + text + "' was pressed into " + (dialog ? "a dialog" : "'" + composer + "'"));
        }
        if (takenBack.contains(text)) {
            wrongs.add("'" + text + "' was sent again although a person took it back");
        }
        clock.pass(Duration.ofMillis(1));
        if (swallows) {
            swallows = false;
        } else {
            driven = text;
            enter();
        }
    }

    public boolean escape() {
        boolean stops = working;
        if (working) {
            stop();
        }
        return stops;
    }

    // ---- what a person does

    public void type() {
        if (alive && !dialog) {
            touch(composer() + "\n" + coming);
            composer += "?";
        }
    }

    public void clear() {
        touch(composer());
        composer = "";
    }

    public void enter() {
        String text = composer();
        if (!alive || dialog || text.isEmpty()) {
            return;
        }
        composer = "";
        if (working) {
            queue.add(text);
        } else {
            begin(text);
        }
    }

    /** Takes the queue back into the composer. */
    public void unqueue() {
        if (!queue.isEmpty() && !dialog) {
            queue.forEach(this::touch);
            touch(composer() + "\n" + coming);
            composer = composer() + String.join("\n", queue);
            queue.clear();
        }
    }

    // ---- what happens

    public void speak() {
        spoke = working;
    }

    public void ask() {
        dialog = working;
    }

    public void answered() {
        dialog = false;
    }

    public void finish() {
        dialog = false;
        working = false;
        goOn();
    }

    /** Its terminal goes: it writes what it has to write, a moment later, and ends. */
    public void hangUp() {
        end(clock.instant().plus(LAST_WORDS));
    }

    /** An end by force: what was not on record, in the composer or in the queue is gone. */
    public void die() {
        end(clock.instant());
    }

    private void end(Instant writtenUntil) {
        witnessDied();
        alive = false;
        working = false;
        dialog = false;
        composer = "";
        coming = "";
        comes = Instant.MAX;
        queue.clear();
        record.removeIf(entry -> entry.shown().isAfter(writtenUntil));
    }

    public void resume() {
        alive = true;
    }

    public void swallowNextKey() {
        swallows = true;
    }

    public void loseNextPaste() {
        losesPaste = true;
    }

    public void delayNextPaste(Duration by) {
        pasteTakes = by;
    }

    public void delayNextRecord(Duration by) {
        recordTakes = by;
    }

    /** Nobody is left who saw what a person took back: sending it once more is no wrong then. */
    public void witnessDied() {
        takenBack.clear();
    }

    public void behave() {
        swallows = false;
        losesPaste = false;
        pasteTakes = Duration.ZERO;
        recordTakes = Duration.ZERO;
    }

    private void begin(String text) {
        turns++;
        working = true;
        spoke = false;
        put(text, false);
    }

    private void put(String text, boolean joined) {
        record.add(new Entry(said++, "t" + turns, text, joined, clock.instant().plus(recordTakes)));
        recordTakes = Duration.ZERO;
    }

    /** Before the first word, the prompt goes back into the composer and off the record that is not written yet. */
    private void stop() {
        boolean unwritten = !record.isEmpty()
                && record.getLast().turn().equals("t" + turns)
                && record.getLast().shown().isAfter(clock.instant());
        if (!spoke && unwritten && queue.isEmpty()) {
            String text = record.removeLast().text();
            touch(text + "\n" + composer() + "\n" + coming);
            if (text.equals(driven)) {
                takenBack.add(text);
            }
            composer = text + composer();
        }
        finish();
    }

    private void goOn() {
        List<String> next = List.copyOf(queue);
        queue.clear();
        for (String text : next) {
            if (working) {
                put(text, true);
            } else {
                begin(text);
            }
        }
    }

    private void touch(String text) {
        touched.addAll(List.of(text.replace("?", "\n").split("\n", -1)));
    }
}
