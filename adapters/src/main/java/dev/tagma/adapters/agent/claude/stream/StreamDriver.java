package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.Belongings;
import dev.tagma.adapters.agent.claude.ClaudePaths;
import dev.tagma.adapters.agent.claude.ConfigurationPlace;
import dev.tagma.adapters.agent.claude.TranscriptParser;
import dev.tagma.adapters.conversation.History;
import dev.tagma.adapters.files.Pulse;
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
import java.util.List;
import java.util.Optional;

/** Drives one Claude Code over its stream: hands each call to the part that knows how. */
final class StreamDriver implements Driver, ChangesCourse {

    private final Session session;
    private final Path file;
    private final Clock clock;
    private final Wire wire;
    private final Permission permission;
    private final Recorded recorded;
    private final Link<State> link;
    private final Life<State> life;
    private final Delivering delivering;
    private final Course course;
    private final Rendering rendering;

    StreamDriver(DriveContext context, StreamTools tools, Observer observer) {
        Pulse seen = new Pulse();
        this.session = context.session();
        this.file = context.directory().resolve("stream.json");
        this.clock = context.clock();
        this.wire = new Wire(tools.mapper());
        this.permission = new Permission(tools.mapper());
        ConfigurationPlace place =
                Belongings.place(context, StreamLaunch.environment(tools, session, context.environment()));
        this.recorded = new Recorded(
                new ClaudePaths(place.environment()),
                session.workspace().path(),
                new History(context.directory().resolve("conversations")),
                new TranscriptParser(tools.mapper()));
        StreamTelling telling = new StreamTelling(permission, clock);
        Turns turns = new Turns(telling, recorded, clock);
        Replies replies = new Replies(seen);
        StreamHearing hearing = new StreamHearing(tools.mapper(), wire, telling, permission, turns, replies, clock);
        StateFile<State> states = new StateFile<>(file, tools.mapper(), State.class);
        this.link = new Link<>(
                states.read().orElseGet(() -> State.none(clock.instant())),
                states,
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
                new StreamLaunch(session, tools, place, recorded, wire, clock),
                link,
                telling,
                seen);
        this.delivering = new Delivering(link, wire, seen, clock);
        this.course = new Course(link, wire, replies);
        this.rendering = new Rendering(link, recorded);
    }

    @Override
    public TerminalHandle handle() {
        return life.handle();
    }

    @Override
    public void start(Start how) {
        life.start(how);
    }

    @Override
    public Adoption adopt() {
        return life.adopt();
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
        life.discard();
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new TerminalException(file + " cannot be removed: " + failed, false, failed);
        }
    }

    @Override
    public Prepared prepare(String text) {
        return StreamText.prepare(text);
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

    /** What is asked meanwhile the program takes back itself. */
    @Override
    public Interruption interrupt() {
        return link.change(change -> {
            if (change.state().talk().prompt().isEmpty()) {
                return Interruption.NOTHING_RUNS;
            }
            String id = "tagma-interrupt-" + change.state().run() + "."
                    + change.state().numbers();
            change.to(state -> state.saying(wire.interrupt(id)));
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
            Optional<Talk.Asked> asked = change.state().talk().asked().stream()
                    .filter(one -> one.key().equals(request.key()))
                    .findFirst();
            if (asked.isEmpty()) {
                return new Answered.TooLate("the agent does not ask it any more");
            }
            String said = wire.answer(asked.get().id(), permission.answer(asked.get(), answer));
            change.to(state -> state.saying(said).with(state.talk().without(asked.get(), clock.instant())));
            change.tellFacts();
            return new Answered.Delivered();
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
        return recorded.page(link.state().conversation(), query);
    }

    @Override
    public List<String> lastMessages(int count) {
        return recorded.lastMessages(link.state().conversation(), count);
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
    }
}
