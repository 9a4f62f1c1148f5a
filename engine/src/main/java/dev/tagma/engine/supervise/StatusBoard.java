package dev.tagma.engine.supervise;

import dev.tagma.core.event.EventData;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Facts;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.Session;
import dev.tagma.core.status.Circumstances;
import dev.tagma.core.status.Status;
import dev.tagma.core.status.StatusRules;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps a session's facts and publishes its status whenever a subscriber would see a difference. While nothing can be
 * recorded, nothing can be told in order either: then the status is unknown.
 */
final class StatusBoard {

    private static final System.Logger LOG = System.getLogger(StatusBoard.class.getName());

    private final Store store;
    private final Clock clock;
    private final Duration stallLimit;
    private volatile Facts facts = Facts.none();
    private volatile Status status;
    private Status told;
    private boolean adopted;

    StatusBoard(Store store, Clock clock, Duration stallLimit, Session session) {
        this.store = store;
        this.clock = clock;
        this.stallLimit = stallLimit;
        this.status = derive(session);
        this.told = status;
    }

    Status status() {
        return status;
    }

    Facts facts() {
        return facts;
    }

    /** Forgets everything: another process is watched from now on, or none. */
    void reset(boolean nowAdopted) {
        facts = Facts.none();
        adopted = nowAdopted;
    }

    /** Takes in a fact; a change of what its source says is kept for the record. */
    void seen(Session session, Fact fact) {
        Facts before = facts.asOf(clock.instant());
        facts = before.with(fact);
        boolean news = facts != before
                && before.fact(fact.source(), fact.question(), clock.instant())
                        .map(known -> !known.reading().equals(fact.reading()))
                        .orElse(true);
        publish(session, news ? Optional.of(fact) : Optional.empty());
    }

    /** Takes in the state of a carrier; those that look often say each time that it is intact. */
    void carrier(Session session, Source source, Carrier carrier) {
        Facts before = facts;
        facts = before.with(source, carrier);
        if (facts != before) {
            publish(session, Optional.empty());
        }
    }

    void process(Session session, Optional<ProcessKey> process) {
        facts = facts.ofProcess(process);
        publish(session, Optional.empty());
    }

    /** Derives the status anew and publishes it if it changed. */
    void refresh(Session session) {
        publish(session, Optional.empty());
    }

    private void publish(Session session, Optional<Fact> news) {
        Status derived = derive(session);
        boolean changed = !derived.tellsTheSameAs(told);
        if (changed) {
            store.write(writes -> {
                news.ifPresent(fact -> writes.record(session.tenant(), session.id(), fact));
                return writes.append(session.tenant(), Optional.of(session.id()), clock.instant(), event(derived));
            });
        }
        told = derived;
        status = derived;
        news.filter(fact -> !changed).ifPresent(fact -> keep(session, fact));
    }

    /** For the record: nobody is told of it, and what cannot be written holds nothing up. */
    private void keep(Session session, Fact fact) {
        try {
            store.write(writes -> {
                writes.record(session.tenant(), session.id(), fact);
                return true;
            });
        } catch (StoreException full) {
            LOG.log(System.Logger.Level.DEBUG, "A fact of session " + session.handle() + " is not on record", full);
        }
    }

    /** What happens cannot be recorded for now. */
    void blind(String why) {
        status = status.unseen("what happens cannot be recorded: " + why, clock.instant());
    }

    private Status derive(Session session) {
        Circumstances circumstances = new Circumstances(
                session.lifecycle(), session.lifecycleSince(), session.lifecycleReason(), adopted, stallLimit);
        Instant now = clock.instant();
        facts = facts.asOf(now);
        Status derived = StatusRules.derive(facts, circumstances, now);
        Status before = told;
        return before == null ? derived : derived.after(before);
    }

    private static EventData event(Status status) {
        return new EventData.SessionActivity(
                status.activity(),
                status.reason(),
                status.since(),
                status.confidence(),
                status.rule(),
                status.attention(),
                status.until());
    }
}
