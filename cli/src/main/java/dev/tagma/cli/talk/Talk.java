package dev.tagma.cli.talk;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Says things on the standard streams. Safe for several threads; a line is never torn.
 *
 * <p>stdout carries data and nothing else. stderr carries talk: failures, hints, and a progress line that is only there
 * on a terminal.
 */
public final class Talk {

    /** Every terminal has so many columns; a line that wraps could not be taken away again. */
    private static final int NARROW = 79;

    private final Streams streams;
    private final boolean colourOutput;
    private final boolean colourTalk;
    private final boolean showsProgress;
    private boolean progressShown;
    private List<Span> prompt = List.of();

    public Talk(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        colourOutput = streams.outputIsTerminal() && !plain;
        colourTalk = streams.talkIsTerminal() && !plain;
        showsProgress = colourTalk;
    }

    /** Whether a person watches stderr: then hints and progress help. */
    public boolean toPerson() {
        return streams.talkIsTerminal();
    }

    /** Whether a person can be asked: what is asked is seen, and what comes in is typed. */
    public boolean withPerson() {
        return streams.talkIsTerminal() && streams.inputIsTerminal();
    }

    /** Whether a person sees stdout as it comes. */
    public boolean outputToPerson() {
        return streams.outputIsTerminal();
    }

    /** A line of data. */
    public void print(Span... line) {
        print(List.of(line));
    }

    public void print(String line) {
        print(Span.of(line));
    }

    public void print(Table table) {
        table.lines().forEach(this::print);
    }

    private void print(List<Span> line) {
        output(render(line, colourOutput));
    }

    /**
     * A line of JSON, as the daemon sent it. The control characters of an eight-bit terminal, which JSON allows, are written
     * as escapes.
     */
    public void printJson(String json) {
        output(escapedControls(json.strip()));
    }

    private static String escapedControls(String json) {
        if (json.chars().noneMatch(each -> each >= 0x7f && each <= 0x9f)) {
            return json;
        }
        var escaped = new StringBuilder(json.length() + 16);
        json.chars().forEach(each -> {
            if (each >= 0x7f && each <= 0x9f) {
                escaped.append("\\u00").append(Integer.toHexString(each));
            } else {
                escaped.append((char) each);
            }
        });
        return escaped.toString();
    }

    /**
     * A text of many lines that is the result itself. A program gets it byte for byte; on a terminal nothing in it can move
     * the cursor.
     */
    public void printText(String text) {
        printText(text, false);
    }

    /** The same with the colours that the text brings along. */
    public void printColoured(String text) {
        printText(text, true);
    }

    private void printText(String text, boolean colours) {
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        output(streams.outputIsTerminal() ? Visible.document(whole, colours) : whole);
    }

    private synchronized void output(String line) {
        makeRoom();
        try {
            streams.output().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            streams.output().flush();
        } catch (IOException refused) {
            throw OutputClosed.of(refused);
        }
        showPrompt();
    }

    /** A line of talk. */
    public synchronized void say(Span... line) {
        makeRoom();
        talk(render(List.of(line), colourTalk) + "\n");
        showPrompt();
    }

    /** Asks the person for a line. Other lines are shown above it, until the person has answered or it is withdrawn. */
    public synchronized void prompt(Span... question) {
        makeRoom();
        prompt = List.of(question);
        showPrompt();
    }

    /** The person has typed a line: the cursor is below the prompt. */
    public synchronized void promptAnswered() {
        prompt = List.of();
    }

    public synchronized void withdrawPrompt() {
        makeRoom();
        prompt = List.of();
    }

    private void makeRoom() {
        clearProgress();
        if (!prompt.isEmpty()) {
            talk(showsProgress ? "\r\u001b[K" : "\n");
        }
    }

    private void showPrompt() {
        if (!prompt.isEmpty()) {
            talk(render(prompt, colourTalk));
        }
    }

    public void say(String line) {
        say(Span.of(line));
    }

    /** A line of talk that only helps a person who watches. */
    public void hint(String line) {
        if (toPerson()) {
            say(Span.of(line, Style.QUIET));
        }
    }

    /** Shows what is going on until the next line; nothing where nobody watches, or while a person is asked. */
    public synchronized void progress(String doing) {
        if (showsProgress && prompt.isEmpty()) {
            String line = Visible.shortened(Visible.text(doing), NARROW);
            talk("\r\u001b[K" + render(List.of(Span.of(line, Style.QUIET)), true));
            progressShown = true;
        }
    }

    /** The same for what may take seconds where nothing else is said; a terminal that takes no line away keeps this one. */
    public void announce(String doing) {
        if (showsProgress) {
            progress(doing);
        } else {
            hint(doing);
        }
    }

    public synchronized void clearProgress() {
        if (progressShown) {
            talk("\r\u001b[K");
            progressShown = false;
        }
    }

    /** A failure: one line, and what belongs to it below. */
    public void fail(Failure failure) {
        say(Span.of("tagma: ", Style.BAD), Span.of(failure.sentence()));
        failure.more().forEach(this::say);
    }

    /** A failure for a program. */
    public synchronized void failJson(String problem) {
        makeRoom();
        talk(escapedControls(problem) + "\n");
    }

    private static String render(List<Span> line, boolean colour) {
        var text = new StringBuilder();
        for (Span span : line) {
            String visible = Visible.text(span.text());
            text.append(colour ? span.style().around(visible) : visible);
        }
        return text.toString();
    }

    private void talk(String text) {
        try {
            OutputStream talk = streams.talk();
            talk.write(text.getBytes(StandardCharsets.UTF_8));
            talk.flush();
        } catch (IOException nobodyListens) {
            // There is nobody left to tell; the exit code still says it.
        }
    }
}
