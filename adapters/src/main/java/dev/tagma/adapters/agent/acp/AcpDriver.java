package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.exec.Inherited;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.protocol.Later;
import dev.tagma.adapters.protocol.Life;
import dev.tagma.adapters.protocol.Link;
import dev.tagma.adapters.protocol.Replies;
import dev.tagma.adapters.protocol.StateFile;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.ChangesCourse;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Drives one agent over the protocol: hands each call to the part that knows how. */
final class AcpDriver implements Driver, ChangesCourse {

    private static final System.Logger LOG = System.getLogger(AcpDriver.class.getName());

    /** A disk that is full may have room again without anything else changing. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final Session session;
    private final Path directory;
    private final Clock clock;
    private final Later later;
    private final Messages messages;
    private final JsonMapper mapper;
    private final Journal journal;
    private final Asking asking;
    private final Shells shells;
    private final Turns turns;
    private final Link<State> link;
    private final Life<State> life;
    private final Delivering delivering;
    private final Course course;
    private final Rendering rendering;

    AcpDriver(DriveContext context, AcpTools tools, Observer observer) {
        Pulse seen = new Pulse();
        this.session = context.session();
        this.directory = context.directory().resolve("acp");
        this.clock = context.clock();
        this.later = tools.later();
        this.mapper = tools.mapper();
        this.messages = new Messages(mapper);
        this.journal = new Journal(directory.resolve("conversation.jsonl"), mapper);
        this.asking = new Asking(mapper);
        Map<String, String> environment = environment(context, tools);
        AcpTelling telling = new AcpTelling(asking, clock);
        Handshaking handshaking = new Handshaking(session, tools, environment, journal);
        this.turns = new Turns(journal, telling, asking, messages, clock);
        WorkspaceFiles files = new WorkspaceFiles(Path.of(session.workspace().path()));
        this.shells = new Shells(
                new ShellProcesses(context.within(tools.processes()), "shell-" + session.id(), this::shellEnded),
                files,
                environment,
                messages,
                mapper);
        UsageTold usage = new UsageTold(session.launch().model(), clock);
        Updates updates = new Updates(journal, turns, shells, usage, mapper, clock);
        Calls calls = new Calls(files, shells, asking, updates, messages, mapper, clock);
        Replies replies = new Replies(seen);
        StateFile<State> file = new StateFile<>(directory.resolve("state.json"), mapper, State.class);
        AcpHearing hearing =
                new AcpHearing(messages, handshaking, calls, updates, usage, turns, telling, journal, replies, clock);
        this.link = new Link<>(
                file.read().orElseGet(() -> State.none(mapper.createObjectNode(), clock.instant())),
                file,
                hearing,
                telling,
                observer,
                seen,
                tools.later()::after);
        this.life = new Life<>(
                session,
                context.within(tools.processes()),
                tools.later(),
                tools.patience(),
                new AcpLaunch(session, tools, environment, handshaking, shells, clock),
                link,
                telling,
                seen);
        this.delivering = new Delivering(link, journal, mapper, messages, seen, clock);
        this.course = new Course(link, tools.modes(), messages, mapper, replies);
        this.rendering = new Rendering(link, journal, updates, shells);
    }

    /** It is told once, and the agent may wait for it. */
    private void shellEnded(String id) {
        try {
            link.apply(change -> shells.ended(change, id));
        } catch (TerminalException unkept) {
            LOG.log(System.Logger.Level.WARNING, "The end of a command cannot be kept; it is tried again", unkept);
            later.after(AGAIN, () -> shellEnded(id));
        }
    }

    /** Passed on, then the agent's settings, then the session's, then Tagma's own. */
    static Map<String, String> environment(DriveContext context, AcpTools tools) {
        Map<String, String> environment = Inherited.of(tools.inherited());
        environment.putAll(tools.settings());
        environment.putAll(context.session().launch().environment());
        environment.putAll(context.environment());
        return environment;
    }

    @Override
    public TerminalHandle handle() {
        return life.handle();
    }

    @Override
    public void start(Start how) {
        life.start(how);
        shells.adopt(link.state());
    }

    @Override
    public Adoption adopt() {
        Adoption adoption = life.adopt();
        shells.adopt(link.state());
        return adoption;
    }

    @Override
    public boolean gone() {
        return life.isOver();
    }

    @Override
    public void stop(Duration grace) {
        life.stop(grace);
    }

    @Override
    public void discard() {
        shells.discard(link.state());
        life.discard();
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new TerminalException(
                    "The files below " + directory + " cannot be removed: " + failed, false, failed);
        }
    }

    @Override
    public Prepared prepare(String text) {
        return AcpText.prepare(text);
    }

    @Override
    public String mark() {
        return delivering.mark();
    }

    @Override
    public Look look(Prepared.Text message) {
        return life.hasEnded() ? new Look.Unclear("its program has ended") : delivering.look(message);
    }

    @Override
    public void place(Prepared.Text message) {
        delivering.place(message);
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return delivering.look(message);
    }

    @Override
    public void submit() {
        delivering.submit();
    }

    @Override
    public Evidence evidence(String mark, Prepared.Text message) {
        return delivering.evidence(mark, message);
    }

    @Override
    public Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        return delivering.awaitEvidence(mark, message, atMost);
    }

    /** What is asked meanwhile is over by that, as the protocol wants it. */
    @Override
    public Interruption interrupt() {
        return link.change(change -> {
            if (change.state().prompt().isEmpty()) {
                return Interruption.NOTHING_RUNS;
            }
            String conversation = change.state().conversation().orElseThrow();
            change.to(state -> state.saying(
                    messages.notice("session/cancel", mapper.createObjectNode().put("sessionId", conversation))));
            turns.withdraw(change, Request.How.WITHDRAWN, true);
            change.tellFacts();
            return Interruption.PRESSED;
        });
    }

    @Override
    public void escape() {
        throw noTerminal("there is no key to press. 'tagma interrupt' stops a turn");
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        return link.change(change -> {
            Optional<State.Asked> asked = change.state().asked().stream()
                    .filter(one -> one.key().equals(request.key()))
                    .findFirst();
            if (asked.isEmpty()) {
                return new Answered.TooLate("the agent does not ask it any more");
            }
            return switch (asking.answer(asked.get(), answer)) {
                case Permission.Said.NoSuchAnswer(String reason) -> new Answered.Refused(reason);
                case Permission.Said.Chosen(var result) -> {
                    change.to(state -> state.saying(messages.result(asked.get().id(), result))
                            .without(asked.get(), clock.instant()));
                    change.tellFacts();
                    yield new Answered.Delivered();
                }
            };
        });
    }

    @Override
    public Changed mode(PermissionMode mode) {
        return course.mode(mode);
    }

    @Override
    public Changed model(String model) {
        return course.model(model);
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return new Pages(journal).page(query);
    }

    @Override
    public List<String> lastMessages(int count) {
        return LastWords.of(journal, count);
    }

    @Override
    public Screen screen() {
        return rendering.screen(session.launch().agent().value());
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return rendering.capture(lines);
    }

    @Override
    public List<String> attachCommand() {
        throw noTerminal(
                "nobody can attach to it. 'tagma capture' and 'tagma transcript' show what is said, 'tagma send'"
                        + " speaks to it");
    }

    private TerminalException noTerminal(String why) {
        return new TerminalException(
                "Session " + session.handle() + " is driven over a protocol and has no terminal: " + why, false);
    }

    @Override
    public void close() {
        life.close();
        shells.close();
    }
}
