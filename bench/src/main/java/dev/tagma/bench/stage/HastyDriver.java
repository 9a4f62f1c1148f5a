package dev.tagma.bench.stage;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalHandle;
import java.time.Duration;
import java.util.List;

/** A driver whose waits are those of the {@linkplain HastyClock played world}. */
record HastyDriver(Driver driver) implements Driver {

    @Override
    public Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        return driver.awaitEvidence(mark, message, HastyClock.real(atMost));
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return driver.awaitPlaced(message, HastyClock.real(atMost));
    }

    @Override
    public void stop(Duration grace) {
        driver.stop(HastyClock.real(grace));
    }

    // ---- all else is as it is

    @Override
    public TerminalHandle handle() {
        return driver.handle();
    }

    @Override
    public void start(Start how) {
        driver.start(how);
    }

    @Override
    public Adoption adopt() {
        return driver.adopt();
    }

    @Override
    public boolean gone() {
        return driver.gone();
    }

    @Override
    public Prepared prepare(String text) {
        return driver.prepare(text);
    }

    @Override
    public String mark() {
        return driver.mark();
    }

    @Override
    public Look look(Prepared.Text message) {
        return driver.look(message);
    }

    @Override
    public void place(Prepared.Text message) {
        driver.place(message);
    }

    @Override
    public void submit() {
        driver.submit();
    }

    @Override
    public Evidence evidence(String mark, Prepared.Text message) {
        return driver.evidence(mark, message);
    }

    @Override
    public Interruption interrupt() {
        return driver.interrupt();
    }

    @Override
    public void escape() {
        driver.escape();
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        return driver.answer(request, answer);
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return driver.transcript(query);
    }

    @Override
    public List<String> lastMessages(int count) {
        return driver.lastMessages(count);
    }

    @Override
    public Screen screen() {
        return driver.screen();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return driver.capture(lines, withColours);
    }

    @Override
    public List<String> attachCommand() {
        return driver.attachCommand();
    }

    @Override
    public void discard() {
        driver.discard();
    }

    @Override
    public void close() {
        driver.close();
    }
}
