package dev.tagma.engine.fleet;

import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.spi.agent.ChangesCourse;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.PursuesGoals;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A driver whose agent does what the test says through {@link PuppetAgent}. */
final class PuppetDriver implements Driver, ChangesCourse, PursuesGoals {

    private final PuppetAgent agent;
    private final DriveContext context;
    private final Observer observer;

    PuppetDriver(PuppetAgent agent, DriveContext context, Observer observer) {
        this.agent = agent;
        this.context = context;
        this.observer = observer;
    }

    @Override
    public TerminalHandle handle() {
        return context.terminals().plan(context.session().handle().value());
    }

    @Override
    public void start(Start how) {
        agent.startsAs(observer);
        observer.observed(new Observation.Ready(context.clock().instant()));
    }

    @Override
    public Adoption adopt() {
        return agent.found(observer);
    }

    @Override
    public Optional<Goal> goal() {
        return agent.goal();
    }

    @Override
    public Pursued pursue(Wish wish) {
        Pursued pursued = agent.pursue(wish);
        observer.observed(new Observation.GoalIs(agent.goal()));
        return pursued;
    }

    @Override
    public boolean clearGoal() {
        return agent.forgetGoal();
    }

    @Override
    public Changed mode(PermissionMode mode) {
        return agent.told("mode " + mode);
    }

    @Override
    public Changed model(String model) {
        return agent.told("model " + model);
    }

    @Override
    public boolean gone() {
        return !agent.lingers();
    }

    @Override
    public Answered answer(Request request, Answer answer) {
        return agent.answered();
    }

    @Override
    public void stop(Duration grace) {
        agent.ends();
    }

    @Override
    public void discard() {
        agent.discarded();
    }

    @Override
    public Prepared prepare(String text) {
        agent.asked();
        return new Prepared.Text(text, Optional.empty());
    }

    @Override
    public String mark() {
        return "";
    }

    @Override
    public Look look(Prepared.Text message) {
        return agent.look();
    }

    @Override
    public void place(Prepared.Text message) {
        throw new UnsupportedOperationException("nothing is placed in a puppet");
    }

    @Override
    public void submit() {
        throw new UnsupportedOperationException("nothing is placed in a puppet");
    }

    @Override
    public Evidence evidence(String mark, Prepared.Text message) {
        return new Evidence.Absent();
    }

    @Override
    public Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        return new Evidence.Absent();
    }

    @Override
    public Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return look(message);
    }

    @Override
    public Interruption interrupt() {
        return Interruption.NOTHING_RUNS;
    }

    @Override
    public void escape() {
        throw new UnsupportedOperationException("a puppet has no keys");
    }

    @Override
    public TranscriptPage transcript(TranscriptQuery query) {
        return agent.page(query);
    }

    @Override
    public List<String> lastMessages(int count) {
        return List.of();
    }

    @Override
    public Screen screen() {
        throw new UnsupportedOperationException("a puppet has no screen");
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return "";
    }

    @Override
    public List<String> attachCommand() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is observed by itself.
    }
}
