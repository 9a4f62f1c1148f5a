package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.connection.RefusedException;
import dev.tagma.adapters.conversation.Outbox;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.Session;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.PursuesGoals;
import dev.tagma.spi.agent.Shows;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Drives one Codex over its app-server: hands each call to the part that knows how. */
final class CodexDriver implements Driver, Shows, PursuesGoals {

    private final JsonMapper mapper;
    private final Session session;
    private final Server server;
    private final Optional<Face> face;
    private final StateFile state;
    private final Board board;
    private final Asks asks;
    private final Link link;
    private final Life life;
    private final Delivering delivering;
    private final Explaining explaining;
    private final Goals goals;
    private final Pages pages;

    CodexDriver(DriveContext context, CodexTools tools, Observer observer) {
        this.session = context.session();
        Path directory = context.directory().resolve("codex");
        Path socket = directory.resolve("socket");
        Map<String, String> environment = CodexLaunch.environment(tools, session, context.environment());
        Pulse seen = new Pulse();
        EntryParser parser = new EntryParser(tools.mapper());
        this.mapper = tools.mapper();
        boolean headless = session.launch().driver() == DriverKind.PROTOCOL;
        this.server = headless
                ? new ProcessServer(context.within(tools.processes()), session)
                : new PaneServer(Pane.ofServer(context.terminals(), session));
        this.state = new StateFile(directory.resolve("state.json"), mapper);
        this.board = new Board(observer, mapper, context.clock());
        this.asks = new Asks(new Wording(mapper), observer, context.clock(), seen);
        Conversation conversation = new Conversation(
                state,
                parser,
                tools.watch(),
                board,
                observer,
                seen,
                session.launch().model().orElse(UsageEntry.UNKNOWN_MODEL));
        this.link = new Link(
                socket,
                mapper,
                new Opening(session, state, mapper),
                state,
                conversation,
                board,
                asks,
                observer,
                context.clock(),
                seen);
        this.face = headless
                ? Optional.empty()
                : Optional.of(new Face(
                        session,
                        tools,
                        environment,
                        socket,
                        server,
                        Pane.ofClient(context.terminals(), session),
                        state));
        Outbox outbox = new Outbox(directory);
        this.life = new Life(
                session,
                tools,
                environment,
                directory,
                socket,
                server,
                face,
                state,
                outbox,
                conversation,
                link,
                observer,
                context.clock(),
                seen);
        this.delivering = new Delivering(link, board, asks, conversation, outbox, mapper, seen, () -> current());
        this.explaining = new Explaining(link, conversation, mapper, () -> current());
        this.goals = new Goals(link, mapper, () -> current());
        this.pages = new Pages(parser);
    }

    private String current() {
        return state.state()
                .current()
                .orElseThrow(() -> new TerminalException("its conversation is not open", false))
                .id();
    }

    /** Of the app-server: as long as it runs, so does the agent. */
    @Override
    public TerminalHandle handle() {
        return server.handle();
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
        return server.gone();
    }

    @Override
    public void stop(Duration grace) {
        life.stop(grace);
    }

    @Override
    public void discard() {
        life.discard();
    }

    @Override
    public Prepared prepare(String text) {
        return Delivering.prepare(text);
    }

    @Override
    public String mark() {
        return delivering.mark();
    }

    @Override
    public Look look(Prepared.Text message) {
        return delivering.look(message);
    }

    @Override
    public void place(Prepared.Text message) {
        delivering.place(message);
    }

    @Override
    public void submit() {
        delivering.submit();
    }

    @Override
    public Evidence evidence(String mark, Prepared.Text message) {
        return delivering.evidence(mark);
    }

    @Override
    public Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        return delivering.awaitEvidence(mark, atMost);
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return delivering.awaitPlaced(message, atMost);
    }

    @Override
    public Interruption interrupt() {
        if (!asks.openKeys().isEmpty()) {
            return Interruption.DIALOG_OPEN;
        }
        return stopTurn() ? Interruption.PRESSED : Interruption.NOTHING_RUNS;
    }

    /** Stops the turn, with whatever is asked in it. */
    @Override
    public void escape() {
        boolean _ = stopTurn();
    }

    private boolean stopTurn() {
        Optional<String> running = board.running();
        if (running.isEmpty()) {
            return false;
        }
        try {
            link.live()
                    .call(
                            "turn/interrupt",
                            mapper.createObjectNode().put("threadId", current()).put("turnId", running.get()),
                            Link.PATIENCE);
            return true;
        } catch (RefusedException over) {
            return false;
        } catch (IOException broken) {
            throw new TerminalException("It is not known whether Codex stopped: " + broken.getMessage(), true, broken);
        }
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        // What a former daemon decided is answered as soon as it is asked again.
        link.awaitConnected();
        Optional<Asks.Ask> ask = asks.find(request);
        if (!link.connected()) {
            return new Answered.Refused("there is no connection to its app-server just now; try again");
        }
        if (ask.isEmpty()) {
            return new Answered.TooLate("the agent does not wait for it any more");
        }
        return switch (asks.reply(ask.get(), answer)) {
            case Wording.Reply.Not(String reason) -> new Answered.Refused(reason);
            case Wording.Reply.Result(JsonNode result) -> {
                Answered answered = asks.hand(link.live(), ask.get(), result);
                // Beside an answer that came too late the words would contradict it.
                if (answered instanceof Answered.Delivered
                        && answer instanceof Answer.Deny(Optional<String> reason)
                        && reason.isPresent()) {
                    explaining.say(request, ask.get(), reason.get());
                }
                yield answered;
            }
        };
    }

    @Override
    public Optional<Goal> goal() {
        return goals.goal();
    }

    @Override
    public Pursued pursue(Wish wish) {
        return goals.pursue(wish);
    }

    @Override
    public boolean clearGoal() {
        return goals.clearGoal();
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return pages.page(state.state().held(), query);
    }

    @Override
    public List<String> lastMessages(int count) {
        return state.state()
                .current()
                .map(held -> pages.lastMessages(held, count))
                .orElseGet(List::of);
    }

    @Override
    public Screen screen() {
        return face.isPresent()
                ? face.get().show().screen()
                : Drawing.screen(newest(Face.ROWS), session.launch().agent().value());
    }

    private TranscriptPage newest(int count) {
        return transcript(new TranscriptQuery(Optional.empty(), Optional.empty(), count, Optional.empty()));
    }

    /** What people see, or would; while there is no such thing, what the app-server said. */
    @Override
    public String capture(int lines, boolean withColours) {
        if (!state.state().open() || !server.runs()) {
            return server.printed(lines);
        }
        return face.isPresent()
                ? face.get().show().capture(lines, withColours)
                : String.join("\n", Drawing.lines(newest(lines), lines));
    }

    @Override
    public Terminal face() {
        return face.orElseThrow(() -> new TerminalException(
                        "Session " + session.handle() + " is driven over a protocol and has no terminal: nobody can"
                                + " attach to it. 'tagma capture' and 'tagma transcript' show what is said, 'tagma"
                                + " send' speaks to it",
                        false))
                .show();
    }

    @Override
    public List<String> attachCommand() {
        return face().attachCommand();
    }

    @Override
    public void close() {
        life.close();
    }
}
