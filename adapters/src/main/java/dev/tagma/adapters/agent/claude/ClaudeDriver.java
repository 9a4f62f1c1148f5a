package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.conversation.History;
import dev.tagma.adapters.conversation.LastWords;
import dev.tagma.adapters.conversation.Transcript;
import dev.tagma.adapters.conversation.TranscriptPages;
import dev.tagma.adapters.face.Carriers;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.face.PaneLife;
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
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Drives one Claude Code in a terminal: hands each call to the part that knows how. */
final class ClaudeDriver implements Driver, Shows {

    private final ClaudeTools tools;
    private final Pane pane;
    private final Following following;
    private final TranscriptParser parser;
    private final Asks asks;
    private final KeyAnswer keys;
    private final TakenBack takenBack;
    private final Senses senses;
    private final Life own;
    private final PaneLife life;
    private final Delivering delivering;

    ClaudeDriver(DriveContext context, ClaudeTools tools, Observer observer) {
        Session session = context.session();
        ConfigurationPlace place = Belongings.place(
                context, ClaudeLaunch.environment(tools.inherited(), tools.settings(), session, context.environment()));
        ClaudePaths paths = new ClaudePaths(place.environment());
        Belongings belongings = new Belongings(context);
        HookSpool spool = new HookSpool(belongings.hooks(), tools.mapper(), belongings.pids());
        Carriers carriers = new Carriers(observer);
        Pulse seen = new Pulse();
        AtomicBoolean ours = new AtomicBoolean();
        this.tools = tools;
        this.pane = new Pane(context.terminals(), session);
        this.parser = new TranscriptParser(tools.mapper());
        this.asks = new Asks(spool, new Decision(tools.mapper()), carriers);
        this.keys = new KeyAnswer(tools.screens(), asks, seen);
        StateFile states = new StateFile(belongings.states(paths), tools.mapper(), belongings.own());
        TasksLeft tasks = new TasksLeft();
        WorkBegun begun = new WorkBegun(states, pane::pid, tasks, carriers, context.clock());
        this.following = new Following(
                session,
                new History(context.directory().resolve("conversations")),
                paths,
                tools.watch(),
                parser,
                new Conversation(carriers, begun::tell, context.clock()),
                carriers,
                seen);
        this.takenBack = new TakenBack(pane, tools.screens(), following, context.clock());
        this.senses = new Senses(
                context, tools, states, pane, spool, asks, following, tasks, begun, takenBack, ours::get, carriers,
                seen);
        this.own = new Life(session, tools, place, paths, spool, pane, following, senses);
        this.life = own.inPane();
        this.delivering = new Delivering(
                pane,
                tools.screens(),
                senses,
                new Interlock(spool, asks, senses::lookAtHooks, tools.screens(), seen, Interlock.DIALOG_FOLLOWS),
                following,
                new Transcript(parser),
                new OwnPaste(context.directory().resolve("own-paste")),
                context.directory().resolve("no-conversation"),
                ours,
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
        own.discard();
    }

    @Override
    public Prepared prepare(String text) {
        return ClaudeText.prepare(text);
    }

    @Override
    public String mark() {
        return delivering.mark();
    }

    @Override
    public Look look(Prepared.Text message) {
        return senses.ended() ? new Look.Unclear("its program has ended") : delivering.look(message);
    }

    @Override
    public void place(Prepared.Text message) {
        delivering.place(message);
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return delivering.awaitPlaced(message, atMost);
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

    @Override
    public Interruption interrupt() {
        Interruption what = Interrupting.on(tools.screens().read(screen()), senses.quiet());
        if (what == Interruption.PRESSED) {
            takenBack.stopping();
            escape();
        }
        return what;
    }

    @Override
    public void escape() {
        pane.live().press(List.of(Key.Named.ESCAPE));
    }

    /** Over its hook; where that is gone the dialog may still be there, and keys answer it. */
    @Override
    public Answered answer(Request request, Answer answer) {
        return asks.answer(request, answer).orElseGet(() -> keys.answer(pane.live(), request, answer));
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return new TranscriptPages(parser).page(following.held(), query);
    }

    @Override
    public List<String> lastMessages(int count) {
        return following.file().map(file -> LastWords.of(file, parser, count)).orElseGet(List::of);
    }

    @Override
    public Screen screen() {
        return pane.live().screen();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return pane.live().capture(lines, withColours);
    }

    @Override
    public Terminal face() {
        return pane.live();
    }

    @Override
    public List<String> attachCommand() {
        return pane.live().attachCommand();
    }

    @Override
    public void close() {
        senses.close();
    }
}
