package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.conversation.Outbox;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observer;
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

/** Drives one OpenCode over its port: hands each call to the part that knows how. */
final class OpenCodeDriver implements Driver, Shows {

    private final Pane pane;
    private final StateFile state;
    private final Board board;
    private final Asks asks;
    private final Link link;
    private final Messages messages;
    private final Life life;
    private final Delivering delivering;

    OpenCodeDriver(DriveContext context, OpenCodeTools tools, Observer observer) {
        Session session = context.session();
        Path directory = context.directory().resolve("opencode");
        Map<String, String> environment = OpenCodeLaunch.environment(tools, session, context.environment());
        Pulse seen = new Pulse();
        this.pane = new Pane(context.terminals(), session);
        this.state = new StateFile(directory.resolve("state.json"), tools.mapper());
        this.board = new Board(observer, context.clock());
        this.asks = new Asks(new Wording(tools.mapper()), observer, board);
        Api api = new Api(tools, state::door);
        Conversation conversation =
                new Conversation(session.createdAt(), () -> state.state().startedAt(), observer, seen);
        this.link = new Link(
                api,
                new Opening(session, state, tools.mapper()),
                state,
                conversation,
                board,
                asks,
                tools.mapper(),
                observer,
                context.clock(),
                seen);
        this.messages =
                new Messages(tools, environment, Path.of(session.workspace().path()), state, link, pane::gone);
        Recorded recorded = new Recorded(messages, conversation, state, context.clock());
        Outbox outbox = new Outbox(directory);
        this.life = new Life(
                session,
                tools,
                environment,
                directory,
                pane,
                state,
                outbox,
                conversation,
                recorded,
                link,
                new Shown(api, state, tools.mapper()),
                observer,
                context.clock(),
                seen);
        this.delivering = new Delivering(
                session,
                link,
                board,
                asks,
                conversation,
                recorded,
                outbox,
                state,
                tools.mapper(),
                context.clock(),
                seen);
    }

    @Override
    public TerminalHandle handle() {
        return pane.handle();
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
        return pane.gone();
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
        if (asks.any()) {
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
        if (!board.active()) {
            return false;
        }
        try {
            link.live().post("/session/" + state.current() + "/abort");
            return true;
        } catch (Api.Refused over) {
            return false;
        } catch (IOException broken) {
            throw new TerminalException(
                    "It is not known whether OpenCode stopped: " + broken.getMessage(), true, broken);
        }
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        // What a former daemon decided is answered as soon as it is known again.
        link.awaitConnected();
        return link.connected()
                ? asks.answer(link.live(), request, answer)
                : new Answered.Refused("there is no connection to OpenCode just now; try again");
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return Pages.page(messages.all(), query);
    }

    @Override
    public List<String> lastMessages(int count) {
        return Pages.lastMessages(messages.all(), count);
    }

    @Override
    public Screen screen() {
        return pane.live().screen();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return pane.find().map(terminal -> terminal.capture(lines, withColours)).orElse("");
    }

    @Override
    public Terminal face() {
        return pane.live();
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
