package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.files.LineTail;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Drives one Claude Code in a terminal. */
final class ClaudeDriver implements Driver {

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    /** How often to look again while a paste is drawn; it takes 20 ms for a line and 150 ms for a megabyte. */
    private static final Duration DRAWN_FIRST = Duration.ofMillis(15);

    private static final Duration DRAWN_LATER = Duration.ofMillis(200);

    /** A dialog comes up to so long after its PreToolUse hook returned; none can come later while hooks are held. */
    private static final Duration DIALOG_FOLLOWS = Duration.ofMillis(250);

    private final DriveContext context;
    private final ClaudeTools tools;
    private final Observer observer;
    private final Session session;
    private final Map<String, String> environment;
    private final ClaudePaths paths;
    private final HookSpool spool;
    private final Asks asks;
    private final HookReader hooks;
    private final StateReader states;
    private final TranscriptParser parser;
    private final Transcript transcript;
    private final Conversation conversation;
    private final TerminalHandle handle;
    private final Pulse seen = new Pulse();
    private final List<AutoCloseable> watches = new ArrayList<>();
    private volatile @Nullable Terminal terminal;
    private volatile Optional<AgentSessionId> identity;
    private volatile boolean delivering;
    private volatile boolean ended;
    private FileWatch.@Nullable Watch transcriptWatch;
    private @Nullable LineTail tail;

    ClaudeDriver(DriveContext context, ClaudeTools tools, Observer observer) {
        this.context = context;
        this.tools = tools;
        this.observer = observer;
        this.session = context.session();
        this.environment =
                ClaudeLaunch.environment(tools.inherited(), tools.settings(), session, context.environment());
        this.paths = new ClaudePaths(environment);
        this.spool = new HookSpool(context.directory().resolve("hooks"), tools.mapper());
        this.asks = new Asks(spool, new Decision(tools.mapper()), observer);
        this.hooks = new HookReader(spool, asks, observer, this::identified, this::lookAtState, context.clock());
        this.states = new StateReader(
                new StateFile(paths.states(), tools.mapper()),
                this::terminalPid,
                hooks::background,
                asks,
                observer,
                this::identified,
                context.clock());
        this.parser = new TranscriptParser(tools.mapper());
        this.transcript = new Transcript(parser);
        this.conversation = new Conversation(observer, context.clock());
        this.identity = session.agentSessionId();
        this.handle = session.handleOfProcess()
                .map(TerminalHandle::parse)
                .orElseGet(() -> context.terminals().plan(name(session)));
    }

    private static String name(Session session) {
        String id = session.id().toString();
        return session.handle() + "-" + id.substring(id.length() - 6);
    }

    @Override
    public TerminalHandle handle() {
        return handle;
    }

    // ---- life

    @Override
    public void start(Start how) {
        if (context.terminals().recover(handle) instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            if (found.liveness() instanceof Liveness.Alive) {
                observe(found);
                return;
            }
            found.destroy();
        }
        try {
            Path settings = spool.prepare();
            spool.sweep();
            boolean fresh = how instanceof Start.Resume(AgentSessionId id)
                    && paths.find(id).isEmpty();
            TerminalSpec spec = new TerminalSpec(
                    ClaudeLaunch.command(tools.program(), session, how, fresh, settings),
                    environment,
                    Path.of(session.workspace().path()),
                    COLUMNS,
                    ROWS);
            observe(context.terminals().start(handle, spec));
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be written: " + failed, false, failed);
        }
    }

    @Override
    public Adoption adopt() {
        return switch (context.terminals().recover(handle)) {
            case TerminalRuntime.Recovery.Found(Terminal found) -> adopt(found);
            case TerminalRuntime.Recovery.Missing(String reason) -> gone(reason);
            case TerminalRuntime.Recovery.Rebooted rebooted -> gone("the machine was restarted");
            case TerminalRuntime.Recovery.Unreachable(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption adopt(Terminal found) {
        return switch (found.liveness()) {
            case Liveness.Alive alive -> {
                observe(found);
                yield new Adoption.Running();
            }
            case Liveness.Dead(var code) -> {
                terminal = found;
                yield gone(
                        code.isPresent() ? "its program ended with exit code " + code.getAsInt() : "its program ended");
            }
            case Liveness.Gone(String reason) -> gone(reason);
            case Liveness.Unknown(String reason) -> new Adoption.Unreachable(reason);
        };
    }

    private Adoption gone(String reason) {
        replayTranscript();
        return new Adoption.Ended(reason);
    }

    /** Past events first, then live ones. */
    private void observe(Terminal found) {
        terminal = found;
        ended = false;
        replayTranscript();
        hooks.look();
        states.look();
        observer.observed(
                new Observation.RequestsAre(asks.openKeys(), context.clock().instant()));
        FaceWatch face = new FaceWatch(
                found,
                tools.screens(),
                observer,
                this::ended,
                reading -> seen.beat(),
                () -> delivering,
                context.clock(),
                tools.executor());
        synchronized (watches) {
            watches.add(tools.watch().watch(spool.events(), hooks::look));
            watches.add(tools.watch().watch(paths.states(), this::lookAtState));
            watches.add(face);
            watches.add(found.subscribe(face));
        }
        identity.ifPresent(
                id -> followTranscript(paths.transcript(session.workspace().path(), id)));
        face.titled(title(found));
    }

    private static String title(Terminal found) {
        try {
            return found.screen().title();
        } catch (TerminalException unreadable) {
            return "";
        }
    }

    private synchronized void lookAtState() {
        states.look();
        seen.beat();
    }

    private OptionalLong terminalPid() {
        Terminal current = terminal;
        return current != null && current.liveness() instanceof Liveness.Alive(long pid)
                ? OptionalLong.of(pid)
                : OptionalLong.empty();
    }

    private void ended(Liveness how) {
        if (!ended) {
            ended = true;
            readTranscript();
            observer.observed(new Observation.ProcessIs(Optional.empty()));
            observer.observed(new Observation.Ended(how));
            seen.beat();
        }
    }

    // ---- the conversation

    private void identified(AgentSessionId id, Path file) {
        if (identity.filter(id::equals).isPresent()) {
            if (!file.toString().isEmpty()) {
                followTranscript(file);
            }
            return;
        }
        identity = Optional.of(id);
        observer.observed(new Observation.Identity(id, "the agent names its conversation so"));
        followTranscript(
                file.toString().isEmpty() ? paths.transcript(session.workspace().path(), id) : file);
    }

    private synchronized void followTranscript(Path file) {
        LineTail current = tail;
        if (current != null && current.file().equals(file)) {
            return;
        }
        if (transcriptWatch != null) {
            transcriptWatch.close();
        }
        tail = new LineTail(file, 0);
        conversation.replaying(true);
        readTranscript();
        conversation.replaying(false);
        Path directory = file.getParent();
        transcriptWatch = tools.watch().watch(directory == null ? file : directory, this::readTranscript);
    }

    private synchronized void replayTranscript() {
        if (tail == null) {
            identity.ifPresent(id -> {
                tail = new LineTail(paths.transcript(session.workspace().path(), id), 0);
                conversation.replaying(true);
                readTranscript();
                conversation.replaying(false);
            });
            if (tail != null && transcriptWatch == null) {
                tail = tail.offset() > 0 ? tail : null;
            }
        }
    }

    private synchronized void readTranscript() {
        LineTail current = tail;
        if (current == null) {
            return;
        }
        try {
            List<LineTail.Line> lines = current.read();
            for (LineTail.Line line : lines) {
                parser.parse(line.text()).forEach(entry -> conversation.take(line, entry));
            }
            if (!lines.isEmpty()) {
                observer.observed(new Observation.ConversationGrew());
                seen.beat();
            }
        } catch (IOException failed) {
            observer.observed(new Observation.CarrierChanged(
                    dev.tagma.core.fact.Source.TRANSCRIPT,
                    new dev.tagma.core.fact.Carrier.Broken("the transcript cannot be read: " + failed)));
        }
    }

    private Optional<Path> transcriptFile() {
        return identity.map(id -> paths.transcript(session.workspace().path(), id));
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return transcriptFile()
                .filter(Files::exists)
                .map(file -> transcript.page(file, query))
                .orElseGet(() -> new TranscriptPage(List.of(), false));
    }

    @Override
    public List<String> lastMessages(int count) {
        return transcriptFile()
                .filter(Files::exists)
                .map(file -> transcript.lastMessages(file, count))
                .orElseGet(List::of);
    }

    // ---- delivery

    @Override
    public Prepared prepare(String text) {
        return ClaudeText.prepare(text);
    }

    @Override
    public String mark() {
        return Transcript.mark(
                transcriptFile().orElseGet(() -> context.directory().resolve("no-conversation")));
    }

    @Override
    public Look look(Prepared.Text message) {
        return look(message, tools.screens().read(screen()));
    }

    private Look look(Prepared.Text message, ScreenReading reading) {
        if (!asks.openKeys().isEmpty()
                && states.last()
                        .filter(state -> state.status().equals("waiting"))
                        .isPresent()) {
            return new Look.Dialog("a request is open");
        }
        return switch (reading) {
            case ScreenReading.Idle(Composer composer) -> look(message, composer, false);
            case ScreenReading.Background(Composer composer, String detail) -> look(message, composer, false);
            case ScreenReading.Failed(Composer composer, String text) -> look(message, composer, false);
            case ScreenReading.Limited(Composer composer, String text) -> look(message, composer, false);
            case ScreenReading.Undecided(Composer composer, String why) -> look(message, composer, !quiet());
            case ScreenReading.ExitConfirm exit -> new Look.Dialog("exit confirmation");
            case ScreenReading.Working(Composer composer, String detail) -> look(message, composer, true);
            case ScreenReading.Retrying(Composer composer, String detail) -> look(message, composer, true);
            case ScreenReading.Compacting(Composer composer) -> look(message, composer, true);
            case ScreenReading.Permission permission -> new Look.Dialog("permission");
            case ScreenReading.Question question -> new Look.Dialog("question");
            case ScreenReading.Plan plan -> new Look.Dialog("plan");
            case ScreenReading.TrustOrLogin trust -> new Look.Dialog("trust or login");
            case ScreenReading.Menu menu -> new Look.Dialog("menu");
            case ScreenReading.Unknown(String text) -> new Look.Unclear("not known: " + text);
        };
    }

    private Look look(Prepared.Text message, Composer composer, boolean working) {
        return switch (composer) {
            case Composer.Empty empty -> new Look.Empty(working);
            case Composer.Placeholder placeholder -> new Look.Empty(working);
            case Composer.Draft(String text) ->
                ComposerMatch.shows(text, message.text()) ? new Look.Ours(working) : new Look.Draft(text);
            case Composer.Pasted(int number, int lines) ->
                ComposerMatch.holds(lines, message.text())
                        ? new Look.Ours(working)
                        : new Look.Draft("[Pasted text #" + number + "]");
        };
    }

    @Override
    public void place(Prepared.Text message) {
        delivering = true;
        live().paste(message.text());
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        delivering = true;
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration pause = DRAWN_FIRST;
        while (true) {
            long before = seen.count();
            Look look = look(message);
            boolean settled = look instanceof Look.Ours || look instanceof Look.Dialog;
            if (settled
                    || System.nanoTime() >= deadline
                    || Thread.currentThread().isInterrupted()) {
                return look;
            }
            seen.await(before, pause);
            pause = pause.multipliedBy(2).compareTo(DRAWN_LATER) < 0 ? pause.multipliedBy(2) : DRAWN_LATER;
        }
    }

    @Override
    public void submit() {
        if (quiet()) {
            live().press(List.of(Key.Named.ENTER));
        } else {
            submitWhileWorking();
        }
    }

    private boolean quiet() {
        return states.last().filter(state -> state.status().equals("idle")).isPresent();
    }

    /** A dialog that opens between the look and the key would be confirmed by it: no tool may begin meanwhile. */
    private void submitWhileWorking() {
        try {
            spool.hold();
            long before = seen.count();
            seen.await(before, DIALOG_FOLLOWS);
            hooks.look();
            boolean safe =
                    asks.openKeys().isEmpty() && showsComposer(tools.screens().read(screen()));
            if (safe) {
                live().press(List.of(Key.Named.ENTER));
            }
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be written: " + failed, false, failed);
        } finally {
            spool.letGo();
        }
    }

    private static boolean showsComposer(ScreenReading reading) {
        return switch (reading) {
            case ScreenReading.Idle idle -> true;
            case ScreenReading.Working working -> true;
            case ScreenReading.Background background -> true;
            case ScreenReading.Failed failed -> true;
            case ScreenReading.Limited limited -> true;
            case ScreenReading.Undecided undecided -> true;
            case ScreenReading.ExitConfirm exit -> false;
            case ScreenReading.Retrying retrying -> true;
            case ScreenReading.Compacting compacting -> true;
            case ScreenReading.Permission permission -> false;
            case ScreenReading.Question question -> false;
            case ScreenReading.Plan plan -> false;
            case ScreenReading.TrustOrLogin trust -> false;
            case ScreenReading.Menu menu -> false;
            case ScreenReading.Unknown unknown -> false;
        };
    }

    @Override
    public Evidence evidence(String mark, Prepared.Text message) {
        Evidence evidence = transcript.since(mark, message.text(), transcriptFile());
        if (evidence instanceof Evidence.Entered) {
            delivering = false;
        }
        return evidence;
    }

    @Override
    public Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            Evidence evidence = evidence(mark, message);
            long left = deadline - System.nanoTime();
            boolean settled = !(evidence instanceof Evidence.Absent);
            if (settled || left <= 0 || Thread.currentThread().isInterrupted()) {
                return evidence;
            }
            seen.await(before, Duration.ofNanos(left));
        }
    }

    // ---- control

    @Override
    public Interruption interrupt() {
        return switch (tools.screens().read(screen())) {
            case ScreenReading.Working working -> pressEscape();
            case ScreenReading.Retrying retrying -> pressEscape();
            case ScreenReading.Compacting compacting -> pressEscape();
            case ScreenReading.Permission permission -> pressEscape();
            case ScreenReading.Question question -> pressEscape();
            case ScreenReading.Plan plan -> pressEscape();
            case ScreenReading.Undecided undecided when !quiet() -> pressEscape();
            case ScreenReading.Undecided undecided -> Interruption.NOTHING_RUNS;
            case ScreenReading.Idle idle -> Interruption.NOTHING_RUNS;
            case ScreenReading.Background background -> Interruption.NOTHING_RUNS;
            case ScreenReading.Failed failed -> Interruption.NOTHING_RUNS;
            case ScreenReading.Limited limited -> Interruption.NOTHING_RUNS;
            case ScreenReading.ExitConfirm exit -> Interruption.DIALOG_OPEN;
            case ScreenReading.TrustOrLogin trust -> Interruption.DIALOG_OPEN;
            case ScreenReading.Menu menu -> Interruption.DIALOG_OPEN;
            case ScreenReading.Unknown unknown -> Interruption.DIALOG_OPEN;
        };
    }

    private Interruption pressEscape() {
        escape();
        return Interruption.PRESSED;
    }

    @Override
    public void escape() {
        live().press(List.of(Key.Named.ESCAPE));
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        return asks.answer(request, answer).orElseGet(() -> byKeys(request, answer));
    }

    /** The hook is gone; the dialog may still be there. A digit is pressed only when the screen shows that very dialog. */
    private Answered byKeys(Request request, Answer answer) {
        return new KeyAnswer(tools.screens()).answer(live(), request, answer);
    }

    @Override
    public Screen screen() {
        return live().screen();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return live().capture(lines, withColours);
    }

    @Override
    public List<String> attachCommand() {
        return live().attachCommand();
    }

    private Terminal live() {
        Terminal current = terminal;
        if (current == null
                && context.terminals().recover(handle) instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            terminal = found;
            current = found;
        }
        if (current == null) {
            throw new TerminalException("Session " + session.handle() + " has no terminal; start it first", false);
        }
        return current;
    }

    @Override
    public void stop(Duration grace) {
        Terminal current = terminal;
        if (current == null) {
            return;
        }
        if (current.liveness() instanceof Liveness.Alive) {
            current.signal("TERM");
            Instant deadline = context.clock().instant().plus(grace);
            while (!ended && context.clock().instant().isBefore(deadline)) {
                seen.await(seen.count(), Duration.between(context.clock().instant(), deadline));
            }
        }
        current.destroy();
    }

    @Override
    public void discard() {
        if (context.terminals().recover(handle) instanceof TerminalRuntime.Recovery.Found(Terminal found)) {
            found.destroy();
        }
        try (Stream<Path> files = Files.walk(spool.directory())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException absent) {
            // There is nothing to remove.
            return;
        }
    }

    @Override
    public void close() {
        synchronized (watches) {
            for (AutoCloseable watch : watches) {
                try {
                    watch.close();
                } catch (Exception failed) {
                    System.getLogger(ClaudeDriver.class.getName())
                            .log(System.Logger.Level.DEBUG, "Closing a watch failed", failed);
                }
            }
            watches.clear();
        }
        closeTranscript();
    }

    private synchronized void closeTranscript() {
        if (transcriptWatch != null) {
            transcriptWatch.close();
        }
    }
}
