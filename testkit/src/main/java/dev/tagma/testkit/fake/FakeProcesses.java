package dev.tagma.testkit.fake;

import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** A machine in memory whose processes take lines; several runtimes, one after the other, see the same processes. */
public final class FakeProcesses {

    private final Function<ProcessSpec, Optional<Program>> programs;
    private final Map<String, FakeProcess> processes = new LinkedHashMap<>();
    private long pids = 1000;

    /** A program as a function: what it does with a line. The first line is empty and tells that it begins. */
    @FunctionalInterface
    public interface Program {

        /**
         * Takes the line.
         *
         * @param says says something, now or at any later time
         * @return the exit code when the program ends by this
         */
        OptionalInt take(String line, BiConsumer<DetachedProcess.Output, String> says);
    }

    /** @param programs the program of a command, none where there is no such */
    public FakeProcesses(Function<ProcessSpec, Optional<Program>> programs) {
        this.programs = programs;
    }

    /** A runtime that passes these checkpoints when it gives a program a frame. */
    public ProcessRuntime open(Checkpoint checkpoint) {
        return new FakeRuntime(checkpoint);
    }

    /** A process that the kernel does not end when it is killed. */
    public void hold(String name) {
        find(name).held(true);
    }

    /** One that was held ends after all. */
    public void release(String name) {
        FakeProcess process = find(name);
        process.held(false);
        process.signal("KILL");
    }

    /** The program of a process is gone and its launcher is not: nobody can tell what became of it. */
    public void loseProgram(String name) {
        find(name).lost();
    }

    private FakeProcess find(String name) {
        synchronized (processes) {
            return Optional.ofNullable(processes.get(name))
                    .orElseThrow(() -> new AssertionError("there is no process " + name));
        }
    }

    private final class FakeRuntime implements ProcessRuntime {

        private final Checkpoint checkpoint;

        FakeRuntime(Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public TerminalHandle plan(String name) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
                throw new IllegalArgumentException(
                        "'" + name + "' cannot name a process; use letters, digits and hyphens");
            }
            return new TerminalHandle(1, name(), "boot", name);
        }

        @Override
        public DetachedProcess start(TerminalHandle handle, ProcessSpec spec) {
            if (!Files.isDirectory(spec.directory())) {
                throw new TerminalException("The directory " + spec.directory() + " does not exist", false);
            }
            Program program = programs.apply(spec)
                    .orElseThrow(() -> new TerminalException(
                            "There is no program '" + spec.command().getFirst() + "'", false));
            synchronized (processes) {
                FakeProcess process = processes.get(handle.name());
                if (process == null) {
                    process = new FakeProcess(handle, program, ++pids);
                    processes.put(handle.name(), process);
                    process.begin();
                }
                process.checkpoint = checkpoint;
                return process;
            }
        }

        @Override
        public Recovery recover(TerminalHandle handle) {
            if (!handle.bootId().equals("boot")) {
                return new Recovery.Rebooted();
            }
            synchronized (processes) {
                FakeProcess process = processes.get(handle.name());
                if (process == null) {
                    return new Recovery.Missing("there is no process " + handle.name());
                }
                process.checkpoint = checkpoint;
                process.finish();
                return new Recovery.Found(process);
            }
        }

        @Override
        public List<TerminalHandle> list() {
            synchronized (processes) {
                return processes.values().stream().map(FakeProcess::handle).toList();
            }
        }

        @Override
        public void close() {
            // The processes live on the fake machine.
        }
    }

    private final class FakeProcess implements DetachedProcess {

        private final TerminalHandle handle;
        private final Program program;
        private final long pid;
        private final Map<Output, ByteArrayOutputStream> outputs = new EnumMap<>(Output.class);
        private final List<ProcessListener> listeners = new CopyOnWriteArrayList<>();
        private final Executor teller = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("fake-process-", 0).factory());
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private Checkpoint checkpoint = name -> {};
        private byte[] kept = new byte[0];
        private int given;
        private long number;
        private Liveness how;
        private boolean held;

        FakeProcess(TerminalHandle handle, Program program, long pid) {
            this.handle = handle;
            this.program = program;
            this.pid = pid;
            this.how = new Liveness.Alive(pid);
        }

        @Override
        public TerminalHandle handle() {
            return handle;
        }

        @Override
        public synchronized Liveness liveness() {
            return how;
        }

        @Override
        public synchronized Optional<ProcessKey> process() {
            return how instanceof Liveness.Alive ? Optional.of(new ProcessKey(pid, 1, "boot")) : Optional.empty();
        }

        @Override
        public boolean write(long next, byte[] frame) {
            synchronized (this) {
                finish();
                if (next <= number) {
                    return false;
                }
                number = next;
                kept = frame.clone();
                given = 0;
            }
            checkpoint.reached("frame.kept");
            give(frame.length / 2);
            checkpoint.reached("frame.half");
            give(frame.length);
            checkpoint.reached("frame.written");
            return true;
        }

        void finish() {
            give(kept.length);
        }

        private synchronized void give(int upTo) {
            while (given < upTo) {
                byte next = kept[given++];
                if (next == '\n') {
                    String whole = line.toString(StandardCharsets.UTF_8);
                    line.reset();
                    take(whole);
                } else {
                    line.write(next);
                }
            }
        }

        private ByteArrayOutputStream output(Output which) {
            return outputs.computeIfAbsent(which, none -> new ByteArrayOutputStream());
        }

        void begin() {
            take("");
        }

        private void take(String whole) {
            if (!(how instanceof Liveness.Alive)) {
                return;
            }
            OptionalInt code = program.take(whole, this::says);
            told(ProcessListener::wrote);
            if (code.isPresent()) {
                end(new Liveness.Dead(code));
            }
        }

        private void says(Output which, String said) {
            synchronized (outputs) {
                output(which).writeBytes(said.getBytes(StandardCharsets.UTF_8));
            }
            told(ProcessListener::wrote);
        }

        private void end(Liveness ending) {
            how = ending;
            told(listener -> listener.ended(ending));
        }

        /** Whoever writes is not the one who is told. */
        private void told(Consumer<ProcessListener> what) {
            listeners.forEach(listener -> teller.execute(() -> what.accept(listener)));
        }

        @Override
        public synchronized long lastNumber() {
            return number;
        }

        @Override
        public int read(Output which, long offset, ByteBuffer into) {
            byte[] all = written(which);
            int count = (int) Math.min(into.remaining(), Math.max(0, all.length - offset));
            into.put(all, (int) offset, count);
            return count;
        }

        private byte[] written(Output which) {
            synchronized (outputs) {
                return output(which).toByteArray();
            }
        }

        @Override
        public long size(Output which) {
            synchronized (outputs) {
                return output(which).size();
            }
        }

        @Override
        public void consumed(Output which, long offset) {
            // Memory is not short here.
        }

        synchronized void held(boolean now) {
            held = now;
        }

        synchronized void lost() {
            how = new Liveness.Unknown("its launcher runs, and it does not");
        }

        @Override
        public synchronized void signal(String name) {
            if (!held && how instanceof Liveness.Alive) {
                end(new Liveness.Dead(OptionalInt.of(name.equals("KILL") ? 137 : 143)));
            }
        }

        @Override
        public void destroy() {
            synchronized (this) {
                signal("KILL");
                if (held) {
                    throw new TerminalException(handle.name() + " was killed and has not ended yet", true);
                }
            }
            synchronized (processes) {
                processes.remove(handle.name(), this);
            }
            synchronized (this) {
                how = new Liveness.Gone("it was removed");
            }
        }

        @Override
        public synchronized Terminal.Subscription subscribe(ProcessListener listener) {
            listeners.add(listener);
            Liveness now = how;
            teller.execute(listener::wrote);
            if (!(now instanceof Liveness.Alive)) {
                teller.execute(() -> listener.ended(now));
            }
            return () -> listeners.remove(listener);
        }
    }

    /** All that a process has written to one of its outputs, as lines. */
    public static List<String> lines(DetachedProcess process, DetachedProcess.Output which, long from) {
        ByteBuffer bytes = ByteBuffer.allocate((int) (process.size(which) - from));
        while (bytes.hasRemaining() && process.read(which, from + bytes.position(), bytes) > 0) {
            // A read may give less than there is.
        }
        return new ArrayList<>(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .lines()
                .toList());
    }
}
