package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Keys;
import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.conversation.Held;
import dev.tagma.adapters.conversation.LastWords;
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
import java.util.Map;
import java.util.Optional;

/** Drives one agent in a terminal by its manifest: hands each call to the part that knows how. */
final class ManifestDriver implements Driver, Shows {

    private final ManifestTools tools;
    private final Pane pane;
    private final Chat chat;
    private final TitleWatch titles;
    private final GivenBack givenBack;
    private final Senses senses;
    private final PaneLife life;
    private final Delivering delivering;
    private final DialogAnswer answers;

    ManifestDriver(DriveContext context, ManifestTools tools, Observer observer) {
        Session session = context.session();
        Manifest manifest = tools.manifest();
        Map<String, String> environment = ManifestLaunch.environment(
                manifest.launch(), tools.inherited(), tools.settings(), session, context.environment());
        Carriers carriers = new Carriers(observer);
        Pulse seen = new Pulse();
        Placed placed = new Placed();
        Optional<ChatFiles> files = ChatFiles.of(session, manifest.transcript(), environment);
        Turns turns = new Turns(carriers, context.clock(), files.isPresent());
        ScreenAsks asks = new ScreenAsks(
                context.directory().resolve("dialog"), manifest.answers(), tools.mapper(), carriers, context.clock());
        this.tools = tools;
        this.pane = new Pane(context.terminals(), session);
        this.chat = new Chat(files, tools.form(), tools.watch(), turns, carriers, seen);
        this.titles = new TitleWatch(manifest.titles(), carriers, context.clock());
        this.givenBack = new GivenBack(pane, manifest.delivery().clear(), context.clock());
        this.senses = new Senses(
                tools,
                pane,
                carriers,
                context.clock(),
                seen,
                chat,
                turns,
                asks,
                titles,
                new ScreenFacts(carriers, placed::isIn, context.clock()),
                givenBack);
        this.life = new PaneLife(pane, new Life(session, tools, environment, chat, senses));
        this.delivering = new Delivering(
                tools, pane, chat, titles, new FaceEvidence(pane, turns, context.clock()), givenBack, placed, seen);
        this.answers = new DialogAnswer(tools.screens(), manifest.answers(), asks, seen);
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
        pane.remove();
    }

    @Override
    public Prepared prepare(String text) {
        return ManifestText.prepare(text, tools.manifest().delivery().sigils());
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
        Reading reading = tools.screens().read(screen());
        Keys keys = tools.manifest().delivery().interrupt();
        if (reading.over() && !titles.busy()) {
            return Interruption.NOTHING_RUNS;
        }
        boolean stoppable = reading.works()
                || reading.asks()
                || ((reading.over()
                                || (reading.state().isEmpty()
                                        && reading.composer().isPresent()))
                        && titles.busy());
        if (!stoppable || keys.none()) {
            return Interruption.DIALOG_OPEN;
        }
        givenBack.stopping();
        pane.live().press(keys.keys());
        return Interruption.PRESSED;
    }

    @Override
    public void escape() {
        pane.live().press(List.of(Key.Named.ESCAPE));
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        return answers.answer(pane.live(), request, answer);
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return new TranscriptPages(chat.format()).page(chat.held(), query);
    }

    @Override
    public List<String> lastMessages(int count) {
        List<Held> held = chat.held();
        return held.isEmpty() ? List.of() : LastWords.of(held.getLast().file(), chat.format(), count);
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
