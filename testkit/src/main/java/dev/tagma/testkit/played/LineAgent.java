package dev.tagma.testkit.played;

import dev.tagma.core.session.DriverKind;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.testkit.fake.FakeProcesses;
import dev.tagma.testkit.fake.FakeTerminals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent that takes and says messages of JSON, a line each. */
abstract class LineAgent implements Played {

    private static final int KILOBYTES = 3_000;

    private final JsonMapper mapper = JsonMapper.shared();
    private final FakeTerminals none = new FakeTerminals(spec -> Optional.empty());
    private final FakeProcesses machine = new FakeProcesses(spec -> Optional.of(started(spec)));
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> intoDialogs = new CopyOnWriteArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private BiConsumer<Output, String> says = (which, said) -> {};
    private String half = "";
    private boolean begins;
    private boolean deaf;
    private boolean dying;
    private boolean repeats;
    private @Nullable String dialog;
    private @Nullable String turn;

    /** Takes a message of the client's. */
    protected abstract void hear(JsonNode message);

    /** Asks for leave to run this command. */
    protected abstract void ask(String command);

    /** Says these words to the user. */
    protected abstract void say(String words);

    /** Tells that the turn that ran is over. */
    protected abstract void tellEnd();

    /** A new process of it begins with this command. */
    protected abstract void begin(List<String> command);

    /** Lines of which none is a message that anybody knows. */
    protected abstract List<String> babble();

    /** A message by which nothing changes. */
    protected abstract String harmless();

    /** Something that belongs to a turn that is over. */
    protected abstract void tellLate();

    private FakeProcesses.Program started(ProcessSpec spec) {
        synchronized (this) {
            begins = true;
            begin(spec.command());
        }
        return this::take;
    }

    private synchronized OptionalInt take(String line, BiConsumer<Output, String> out) {
        says = out;
        if (begins) {
            begins = false;
            turn = null;
            dialog = null;
            waiting.clear();
        } else if (deaf) {
            waiting.add(line);
        } else if (!line.isBlank()) {
            hear(mapper.readTree(line));
        }
        return OptionalInt.empty();
    }

    protected final JsonMapper mapper() {
        return mapper;
    }

    /** Plays what was said to it. */
    protected final void prompted(String text) {
        heard.add(text);
        if (dialog != null) {
            intoDialogs.add(text);
        }
        turn = text;
        if (text.startsWith("BASH ")) {
            dialog = text;
            ask(text.substring("BASH ".length()));
        } else if (text.startsWith("WAIT")) {
            say("I begin");
        } else {
            say(text);
            end();
        }
    }

    /** What was asked is answered. */
    protected final void answered() {
        if (dialog != null) {
            dialog = null;
            end();
        }
    }

    protected final void end() {
        if (turn != null) {
            turn = null;
            dialog = null;
            tellEnd();
        }
    }

    protected final boolean works() {
        return turn != null;
    }

    protected final void write(String line) {
        says.accept(Output.STANDARD, line + "\n");
        if (repeats) {
            says.accept(Output.STANDARD, line + "\n");
        }
    }

    @Override
    public DriverKind kind() {
        return DriverKind.PROTOCOL;
    }

    @Override
    public TerminalRuntime terminals() {
        return none.open();
    }

    @Override
    public ProcessRuntime processes(Checkpoint checkpoint) {
        return machine.open(name -> {
            if (dies(name)) {
                throw new DaemonDeath(name);
            }
            checkpoint.reached(name);
        });
    }

    private synchronized boolean dies(String checkpoint) {
        boolean now = dying && checkpoint.equals("frame.half");
        dying = dying && !now;
        return now;
    }

    @Override
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public List<String> intoDialogs() {
        return List.copyOf(intoDialogs);
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public synchronized void finish() {
        if (dialog == null) {
            end();
        }
    }

    @Override
    public void die() {
        ProcessRuntime runtime = machine.open(name -> {});
        for (TerminalHandle handle : runtime.list()) {
            if (runtime.recover(handle) instanceof ProcessRuntime.Recovery.Found(DetachedProcess process)) {
                process.signal("KILL");
            }
        }
    }

    @Override
    public Optional<String> cannot(Trouble trouble) {
        return trouble == Trouble.LOST_SUBMIT
                ? Optional.of("a frame is kept before it is written, and what is kept reaches the program in the end")
                : Optional.empty();
    }

    @Override
    public synchronized void make(Trouble trouble) {
        switch (trouble) {
            case MALFORMED -> babble().forEach(this::write);
            case REPEATED -> repeats = true;
            case LATE -> tellLate();
            case FLOOD -> {
                for (int i = 0; i < KILOBYTES; i++) {
                    says.accept(Output.ERRORS, "e".repeat(1023) + "\n");
                }
            }
            case SLOW_START, DEAF -> deaf = true;
            case TAKEN_SUBMIT -> dying = true;
            case HALF_WRITTEN -> {
                String line = harmless();
                says.accept(Output.STANDARD, line.substring(0, line.length() / 2));
                half = line.substring(line.length() / 2) + "\n";
            }
            case LOST_SUBMIT -> throw new IllegalArgumentException("It cannot lose a message");
        }
    }

    @Override
    public synchronized void relent(Trouble trouble) {
        switch (trouble) {
            case SLOW_START, DEAF -> {
                deaf = false;
                waiting.forEach(line -> hear(mapper.readTree(line)));
                waiting.clear();
            }
            case HALF_WRITTEN -> says.accept(Output.STANDARD, half);
            case REPEATED -> repeats = false;
            case MALFORMED, LATE, FLOOD, LOST_SUBMIT, TAKEN_SUBMIT -> {}
        }
    }

    @Override
    public void close() {
        die();
    }
}
