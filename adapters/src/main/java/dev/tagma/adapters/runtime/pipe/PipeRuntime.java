package dev.tagma.adapters.runtime.pipe;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.Holes;
import dev.tagma.adapters.proc.EndWatch;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs programs that outlive the daemon without a terminal and without a process of ours that would have to live on:
 * {@code tail -f} feeds a program from a file that is only appended to, and what it writes is appended to files. All of
 * it is one process group in a session of its own.
 */
public final class PipeRuntime implements ProcessRuntime {

    /** It takes no time, on a busy machine some seconds. */
    private static final Duration LAUNCHED_WITHIN = Duration.ofSeconds(30);

    private static final Pattern PROCESS_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

    private final Path root;
    private final String bootId;
    private final FileWatch watch;
    private final EndWatch ends = new EndWatch();
    private final Checkpoint checkpoint;
    private final Launcher launcher;
    private final Reclaim reclaim;
    private final Map<String, PipeProcess> known = new ConcurrentHashMap<>();

    /**
     * @param root below this every process has a directory
     * @param bootId names the present boot of the machine
     * @param environment the daemon's, to find {@code tail}, {@code setsid} and {@code fallocate}
     * @param watch not closed by this runtime
     */
    public PipeRuntime(
            Path root, String bootId, Map<String, String> environment, FileWatch watch, Checkpoint checkpoint) {
        this(root, bootId, environment, watch, checkpoint, LAUNCHED_WITHIN);
    }

    /** @param launchedWithin a program that has not begun to run by then is given up */
    PipeRuntime(
            Path root,
            String bootId,
            Map<String, String> environment,
            FileWatch watch,
            Checkpoint checkpoint,
            Duration launchedWithin) {
        this.root = root;
        this.bootId = bootId;
        this.watch = watch;
        this.checkpoint = checkpoint;
        this.launcher = new Launcher(environment, launchedWithin);
        this.reclaim = new Reclaim(new Holes(environment));
    }

    @Override
    public String name() {
        return "pipe";
    }

    @Override
    public TerminalHandle plan(String name) {
        if (!PROCESS_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' cannot name a process; use letters, digits and hyphens");
        }
        return new TerminalHandle(1, name(), bootId, name);
    }

    @Override
    public DetachedProcess start(TerminalHandle handle, ProcessSpec spec) {
        Place place = place(handle);
        try {
            if (place.group().isPresent()) {
                return found(handle, place);
            }
            // A daemon died before it had launched anything.
            place.clear();
            launcher.requireRunnable(spec);
            place.make();
            launch(place, spec);
            known.remove(handle.name());
            return found(handle, place);
        } catch (IOException failed) {
            throw new TerminalException("The process " + handle.name() + " cannot be made: " + failed, true, failed);
        }
    }

    /** One that does not come to running is not left to do so when nobody expects it any more. */
    private void launch(Place place, ProcessSpec spec) throws IOException {
        try {
            launcher.launch(place, spec);
        } catch (IOException | TerminalException stuck) {
            boolean _ = new Crew(place).kill();
            place.clear();
            throw stuck;
        }
    }

    /** How many processes are held in memory. */
    int held() {
        return known.size();
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        if (!handle.bootId().equals(bootId)) {
            return new Recovery.Rebooted();
        }
        Place place = place(handle);
        try {
            return place.group().isPresent()
                    ? new Recovery.Found(found(handle, place))
                    : new Recovery.Missing("there is no process " + handle.name());
        } catch (IOException failed) {
            return new Recovery.Unreachable("its files cannot be read: " + failed);
        }
    }

    /** One for all who ask: two would finish each other's frames. */
    private synchronized PipeProcess found(TerminalHandle handle, Place place) throws IOException {
        PipeProcess process = known.get(handle.name());
        if (process == null) {
            process = new PipeProcess(
                    handle, place, watch, ends, reclaim, checkpoint, gone -> known.remove(handle.name(), gone));
            known.put(handle.name(), process);
        }
        return process;
    }

    private Place place(TerminalHandle handle) {
        return new Place(root.resolve(handle.name()), bootId);
    }

    @Override
    public List<TerminalHandle> list() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> places = Files.list(root)) {
            return places.map(place -> place.getFileName().toString())
                    .filter(name -> PROCESS_NAME.matcher(name).matches())
                    .map(this::plan)
                    .filter(handle -> place(handle).group().isPresent())
                    .toList();
        } catch (IOException failed) {
            throw new TerminalException("The processes below " + root + " cannot be listed: " + failed, false, failed);
        }
    }

    @Override
    public void close() {
        // The processes live by themselves.
        ends.close();
    }
}
