package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalListener;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.fake.FakeProgram.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A terminal in memory, with doors for a test: to be the program, to see what was sent, and to break it. */
public final class FakeTerminal implements Terminal {

    private static final int KILLED = 137;

    private final FakeTerminals terminals;
    private final TerminalHandle handle;
    private final FakeProgram program;
    private final long pid;
    private final FakeAnnouncements announcements;

    private final List<Input> inputs = new ArrayList<>();
    private Face face;
    private int columns;
    private int rows;
    private @Nullable String gone;
    private @Nullable Failure nextFailure;

    private record Failure(String reason, boolean happens) {}

    FakeTerminal(FakeTerminals terminals, TerminalHandle handle, TerminalSpec spec, FakeProgram program, long pid) {
        this.terminals = terminals;
        this.handle = handle;
        this.program = program;
        this.pid = pid;
        this.columns = spec.columns();
        this.rows = spec.rows();
        this.announcements = new FakeAnnouncements(handle.name());
        this.face = program.react(Face.blank(), new Input.Started(spec));
    }

    // --- doors for tests

    /** Everything that reached the program, in order: pastes, keys, sizes, signals. */
    public synchronized List<Input> inputs() {
        return List.copyOf(inputs);
    }

    public synchronized Face face() {
        return face;
    }

    /** The program shows something else by itself. */
    public void show(UnaryOperator<Face> change) {
        synchronized (this) {
            show(change.apply(face));
        }
    }

    /** A person at the terminal types this. */
    public synchronized void typed(List<Key> keys) {
        keys.forEach(key -> react(new Input.Pressed(key)));
    }

    /**
     * The next paste or press fails in doubt.
     *
     * @param happens whether its effect happens all the same
     */
    public synchronized void breakNextInput(String reason, boolean happens) {
        nextFailure = new Failure(reason, happens);
    }

    void lost(String reason) {
        announcements.all(listener -> listener.lost(reason));
    }

    void restored() {
        announcements.all(TerminalListener::restored);
    }

    /** The terminal goes away under its program. */
    void vanish(String reason) {
        synchronized (this) {
            if (gone == null) {
                gone = reason;
                announcements.end(new Liveness.Gone(reason));
            }
        }
    }

    // --- the port

    @Override
    public TerminalHandle handle() {
        return handle;
    }

    @Override
    public synchronized Liveness liveness() {
        if (gone != null) {
            return new Liveness.Gone(gone);
        }
        return terminals.silence().<Liveness>map(Liveness.Unknown::new).orElseGet(this::processLiveness);
    }

    private Liveness processLiveness() {
        return face.exitCode().isPresent() ? new Liveness.Dead(face.exitCode()) : new Liveness.Alive(pid);
    }

    @Override
    public synchronized Screen screen() {
        requireReachable();
        return face.screen(columns, rows);
    }

    @Override
    public synchronized String capture(int lines, boolean withColours) {
        requireReachable();
        List<String> texts = face.output().stream().map(Screen.Row::text).toList();
        int end = texts.size();
        while (end > 0 && texts.get(end - 1).isEmpty()) {
            end--;
        }
        return String.join("\n", texts.subList(Math.max(0, end - lines), end));
    }

    @Override
    public synchronized void paste(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\n') {
                throw new IllegalArgumentException(
                        "The text holds the control character U+%04X at position %d".formatted((int) c, i));
            }
        }
        if (!text.isEmpty()) {
            input(List.of(new Input.Pasted(text)));
        }
    }

    @Override
    public synchronized void press(List<Key> keys) {
        keys.forEach(FakeTerminal::requireKey);
        input(keys.stream().<Input>map(Input.Pressed::new).toList());
    }

    private static void requireKey(Key key) {
        boolean possible = switch (key) {
            case Key.Named ignored -> true;
            case Key.Printable(char character) ->
                !Character.isISOControl(character) && !Character.isSurrogate(character);
            case Key.Control(char letter) -> (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        };
        if (!possible) {
            throw new IllegalArgumentException(key + " is no key");
        }
    }

    private void input(List<Input> all) {
        requireTaking();
        Failure failure = nextFailure;
        nextFailure = null;
        if (failure == null || failure.happens()) {
            all.forEach(this::react);
        }
        if (failure != null) {
            throw new TerminalException(failure.reason(), true);
        }
    }

    @Override
    public synchronized void resize(int newColumns, int newRows) {
        requireReachable();
        columns = newColumns;
        rows = newRows;
        react(new Input.Resized(newColumns, newRows));
    }

    @Override
    public synchronized void signal(String name) {
        requireTaking();
        if (name.equals("KILL")) {
            show(face.ended(KILLED));
        } else {
            react(new Input.Signalled(name));
        }
    }

    @Override
    public void destroy() {
        terminals.remove(this);
        vanish("its terminal was removed");
    }

    @Override
    public List<String> attachCommand() {
        return List.of("fake-attach", handle.name());
    }

    @Override
    public synchronized Subscription subscribe(TerminalListener listener) {
        Subscription subscription = announcements.subscribe(listener);
        Liveness now = gone != null ? new Liveness.Gone(gone) : processLiveness();
        if (!(now instanceof Liveness.Alive)) {
            announcements.end(now);
        } else {
            terminals.silence().ifPresent(reason -> announcements.all(told -> told.lost(reason)));
        }
        return subscription;
    }

    // --- the program

    private void react(Input input) {
        if (face.exitCode().isEmpty()) {
            inputs.add(input);
            show(program.react(face, input));
        }
    }

    private void show(Face next) {
        Face before = face;
        if (before.exitCode().isPresent() || next.equals(before)) {
            return;
        }
        face = next;
        announcements.all(TerminalListener::changed);
        if (!next.title().equals(before.title())) {
            announcements.all(listener -> listener.titled(next.title()));
        }
        if (next.exitCode().isPresent()) {
            announcements.end(new Liveness.Dead(next.exitCode()));
        }
    }

    private void requireReachable() {
        if (gone != null) {
            throw new TerminalException(handle.name() + " is gone: " + gone, false);
        }
        terminals.silence().ifPresent(reason -> {
            throw new TerminalException(handle.name() + " cannot be reached: " + reason, false);
        });
    }

    private void requireTaking() {
        requireReachable();
        if (face.exitCode().isPresent()) {
            throw new TerminalException("The program of " + handle.name() + " has ended", false);
        }
    }
}
