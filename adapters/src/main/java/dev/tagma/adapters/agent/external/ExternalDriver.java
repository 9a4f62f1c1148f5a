package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Answering;
import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Interrupted;
import dev.tagma.adapters.agent.external.message.Last;
import dev.tagma.adapters.agent.external.message.Mark;
import dev.tagma.adapters.agent.external.message.Of;
import dev.tagma.adapters.agent.external.message.Page;
import dev.tagma.adapters.agent.external.message.Prepare;
import dev.tagma.adapters.agent.external.message.Texts;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.time.Duration;
import java.util.List;

/**
 * Drives one session by an adapter in a process of its own. The terminal and its end are Tagma's own; what the agent does,
 * and how it is spoken to, the adapter says.
 */
final class ExternalDriver implements Driver {

    private static final int LONGEST_TEXT = 4 << 20;
    private static final int LONGEST_MARK = 10_000;

    private final Voice voice;
    private final Life life;
    private final Delivering delivering;

    ExternalDriver(DriveContext context, Tools tools, Observer observer) {
        this.voice = new Voice(context, tools);
        this.life = new Life(context, tools, voice, observer);
        this.delivering = new Delivering(voice, life.seen());
    }

    @Override
    public TerminalHandle handle() {
        return life.pane().handle();
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
        return life.pane().gone();
    }

    @Override
    public Prepared prepare(String text) {
        if (text.length() > LONGEST_TEXT) {
            return new Prepared.Refused("the text is longer than an external adapter takes: " + LONGEST_TEXT
                    + " characters; write it to a file and name that");
        }
        Prepared prepared = voice.call(Call.PREPARE, new Prepare(voice.name(), text), Prepared.class);
        return switch (prepared) {
            case Prepared.Refused refused -> refused;
            case Prepared.Text placed ->
                SessionTerminal.forbidden(placed.text())
                        .<Prepared>map(wrong -> new Prepared.Refused("the adapter would place " + wrong))
                        .orElse(placed);
        };
    }

    @Override
    public String mark() {
        String mark = voice.call(Call.MARK, new Of(voice.name()), Mark.class).mark();
        if (mark.length() > LONGEST_MARK) {
            throw new TerminalException("The adapter's mark has more than " + LONGEST_MARK + " characters", false);
        }
        return mark;
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
        return delivering.evidence(mark, message);
    }

    @Override
    public Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        return delivering.awaitEvidence(mark, message, atMost);
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return delivering.awaitPlaced(message, atMost);
    }

    @Override
    public Interruption interrupt() {
        return voice.call(Call.INTERRUPT, new Of(voice.name()), Interrupted.class)
                .interruption();
    }

    @Override
    public void escape() {
        life.pane().live().press(List.of(Key.Named.ESCAPE));
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        return voice.call(
                Call.ANSWER, new Answering(voice.name(), request.key(), request.kind(), answer), Answered.class);
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        try {
            Page wanted = new Page(voice.name(), query.after(), query.before(), query.limit(), query.role());
            TranscriptPage page = voice.opened().call(Call.TRANSCRIPT, wanted, TranscriptPage.class);
            return page.entries().size() <= query.limit()
                    ? page
                    : new TranscriptPage(page.entries().subList(0, query.limit()), true);
        } catch (Gone gone) {
            throw new TerminalException(gone.reason(), false, gone);
        } catch (Refused refused) {
            if (refused.code() == Refused.NO_SUCH_CURSOR) {
                throw new UnknownCursorException(refused.reason());
            }
            throw voice.refused(Call.TRANSCRIPT, refused);
        }
    }

    @Override
    public List<String> lastMessages(int count) {
        List<String> texts = voice.call(Call.LAST_MESSAGES, new Last(voice.name(), count), Texts.class)
                .texts();
        return List.copyOf(texts.subList(0, Math.min(count, texts.size())));
    }

    @Override
    public Screen screen() {
        return life.pane().live().screen();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return life.pane().live().capture(lines, withColours);
    }

    @Override
    public List<String> attachCommand() {
        return life.pane().live().attachCommand();
    }

    @Override
    public void stop(Duration grace) {
        life.stop(grace);
    }

    @Override
    public void discard() {
        close();
        life.pane().remove();
        voice.discard();
    }

    @Override
    public void close() {
        life.close();
        voice.close();
    }
}
