package dev.tagma.testkit.drive;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The delivery steps over a {@link ModelAgent}. While it waits, and before each step but the submit key, things happen. */
public final class ModelDriver implements Driver {

    private static final Duration TICK = Duration.ofMillis(250);

    private final ModelAgent agent;
    private final ModelClock clock;
    private final Runnable happenings;
    private final BooleanSupplier fails;
    private String placed = "";

    /**
     * @param happenings lets the world go on for a moment
     * @param fails whether the terminal fails this time
     */
    public ModelDriver(ModelAgent agent, ModelClock clock, Runnable happenings, BooleanSupplier fails) {
        this.agent = agent;
        this.clock = clock;
        this.happenings = happenings;
        this.fails = fails;
    }

    @Override
    public Prepared prepare(String text) {
        return new Prepared.Text(text, Optional.empty());
    }

    @Override
    public String mark() {
        happenings.run();
        return Integer.toString(agent.said());
    }

    @Override
    public Look look(Prepared.Text message) {
        happenings.run();
        require();
        placed = message.text();
        String shown = agent.composer();
        if (agent.dialog()) {
            return new Look.Dialog("permission");
        }
        if (shown.isEmpty()) {
            return new Look.Empty(agent.working());
        }
        return shown.equals(message.text()) ? new Look.Ours(agent.working()) : new Look.Draft(shown);
    }

    /** Nothing can come between the look before it and the paste: that moment is the least there is. */
    @Override
    public void place(Prepared.Text message) {
        require();
        agent.paste(message.text());
    }

    @Override
    public void submit() {
        require();
        agent.submit(placed);
    }

    private void require() {
        if (!agent.alive() || fails.getAsBoolean()) {
            throw new TerminalException("The model's terminal fails", true);
        }
    }

    @Override
    public Evidence evidence(String mark, Prepared.Text message) {
        happenings.run();
        Instant now = clock.instant();
        int from = Integer.parseInt(mark);
        for (ModelAgent.Entry entry : agent.record()) {
            if (entry.number() >= from
                    && entry.text().equals(message.text())
                    && !entry.shown().isAfter(now)) {
                return new Evidence.Entered(entry.turn(), entry.joined());
            }
        }
        return agent.queues(message.text()) ? new Evidence.Queued() : new Evidence.Absent();
    }

    @Override
    public Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        return await(() -> evidence(mark, message), atMost, found -> !(found instanceof Evidence.Absent));
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return await(() -> look(message), atMost, look -> look instanceof Look.Ours || look instanceof Look.Dialog);
    }

    private <T> T await(Supplier<T> look, Duration atMost, java.util.function.Predicate<T> settled) {
        Instant deadline = clock.instant().plus(atMost);
        while (true) {
            T found = look.get();
            if (settled.test(found) || !clock.instant().isBefore(deadline)) {
                return found;
            }
            clock.pass(TICK);
        }
    }

    @Override
    public Interruption interrupt() {
        happenings.run();
        require();
        return agent.escape() ? Interruption.PRESSED : Interruption.NOTHING_RUNS;
    }

    @Override
    public void escape() {
        agent.escape();
    }

    @Override
    public TerminalHandle handle() {
        throw notModelled();
    }

    @Override
    public void start(Start how) {
        agent.resume();
    }

    @Override
    public Adoption adopt() {
        return agent.alive() ? new Adoption.Running() : new Adoption.Ended("its program ended");
    }

    @Override
    public boolean gone() {
        return !agent.alive();
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        throw notModelled();
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return new TranscriptPage(List.of(), false);
    }

    @Override
    public List<String> lastMessages(int count) {
        return List.of();
    }

    @Override
    public Screen screen() {
        throw notModelled();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return agent.composer();
    }

    @Override
    public List<String> attachCommand() {
        return List.of();
    }

    @Override
    public void stop(Duration grace) {
        agent.die();
    }

    @Override
    public void discard() {
        agent.die();
    }

    @Override
    public void close() {
        // Nothing is observed.
    }

    private static UnsupportedOperationException notModelled() {
        return new UnsupportedOperationException("The model has no such thing; use the scripted agent");
    }
}
