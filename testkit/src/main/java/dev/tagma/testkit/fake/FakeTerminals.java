package dev.tagma.testkit.fake;

import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine on which fake terminals live. It outlasts the runtimes that are opened over it, as a terminal server
 * outlasts a daemon, and it is where tests make things go wrong.
 */
public final class FakeTerminals {

    private final Function<TerminalSpec, Optional<FakeProgram>> programs;
    private final TreeMap<String, FakeTerminal> terminals = new TreeMap<>();
    private String bootId = "boot-1";
    private @Nullable String silence;
    private final LongSupplier pids;

    /** @param programs the program that a specification starts, if there is one of that name */
    public FakeTerminals(Function<TerminalSpec, Optional<FakeProgram>> programs) {
        this(programs, new AtomicLong(1_001)::getAndIncrement);
    }

    /** @param pids what the programs' processes go by; of a driver that looks them up they are those of real ones */
    public FakeTerminals(Function<TerminalSpec, Optional<FakeProgram>> programs, LongSupplier pids) {
        this.programs = programs;
        this.pids = pids;
    }

    /** Another runtime over these terminals. */
    public TerminalRuntime open() {
        return open("fake");
    }

    /** The same under a name, where there are several runtimes. */
    public TerminalRuntime open(String name) {
        return new FakeTerminalRuntime(name, this);
    }

    /** The terminal of this name, for a test to look into and to play the person or the program. */
    public synchronized FakeTerminal terminal(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no fake terminal " + name + "; there are " + terminals.keySet()));
    }

    /** The server ends, and every program with it. */
    public void killServer() {
        removeAll().forEach(terminal -> terminal.vanish("the terminal server has ended"));
    }

    /** The machine starts anew: every program is gone and handles are of another boot. */
    public void reboot(String newBootId) {
        synchronized (this) {
            bootId = newBootId;
        }
        removeAll().forEach(terminal -> terminal.vanish("the machine was started anew"));
    }

    /** The server runs on but answers nobody. */
    public void stopAnswering(String reason) {
        synchronized (this) {
            silence = reason;
        }
        all().forEach(terminal -> terminal.lost(reason));
    }

    public void answerAgain() {
        synchronized (this) {
            silence = null;
        }
        all().forEach(FakeTerminal::restored);
    }

    synchronized Optional<String> silence() {
        return Optional.ofNullable(silence);
    }

    synchronized String bootId() {
        return bootId;
    }

    synchronized Optional<FakeTerminal> find(String name) {
        return Optional.ofNullable(terminals.get(name));
    }

    synchronized List<FakeTerminal> all() {
        return List.copyOf(terminals.values());
    }

    Optional<FakeProgram> program(TerminalSpec spec) {
        return programs.apply(spec);
    }

    synchronized FakeTerminal findOrAdd(String name, Function<Long, FakeTerminal> making) {
        return terminals.computeIfAbsent(name, ignored -> making.apply(pids.getAsLong()));
    }

    synchronized void remove(FakeTerminal terminal) {
        terminals.remove(terminal.handle().name(), terminal);
    }

    private synchronized List<FakeTerminal> removeAll() {
        List<FakeTerminal> removed = all();
        terminals.clear();
        return removed;
    }
}
