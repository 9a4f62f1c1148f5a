package dev.tagma.engine.supervise;

import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Status;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.deliver.Inbox;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session's turns as they come and go, each with a snapshot of its files. Changes run on the mailbox's thread; snapshots
 * do not, because on a large workspace they take a while in which an agent may ask something or end.
 */
final class TurnKeeper {

    private static final System.Logger LOG = System.getLogger(TurnKeeper.class.getName());

    /** How long a quiet agent's turn may stay open before it is closed without its agent's word. */
    private static final Duration END_FOLLOWS = Duration.ofMillis(1500);

    private record Snapshot(MessageId message, Optional<TreeId> tree) {}

    /** A turn that somebody else than Tagma began and that waits for its snapshot, as its end does if that came first. */
    private record Beginning(Observation.TurnStarted began, Optional<Observation.TurnEnded> over) {}

    /** A turn that is over and waits for its snapshot. */
    private record Ending(int number, TurnOutcome outcome, Optional<String> lastMessage, Instant at) {}

    private final Services services;
    private final SessionActor actor;
    private final Inbox inbox;
    private final Mailbox mailbox;
    private final TurnBook book;
    private volatile @Nullable Snapshot beforeTurn;
    private Optional<Instant> upToDateSince = Optional.empty();
    private Optional<Instant> seenQuietSince = Optional.empty();
    private volatile Optional<Beginning> beginning = Optional.empty();
    private Optional<Ending> ending = Optional.empty();

    TurnKeeper(Services services, SessionActor actor, Inbox inbox, Mailbox mailbox) {
        this.services = services;
        this.actor = actor;
        this.inbox = inbox;
        this.mailbox = mailbox;
        this.book = new TurnBook(services.store(), services.clock(), actor.session());
    }

    boolean open() {
        return book.open().isPresent() || beginning.isPresent();
    }

    /** Keeps how the files are before a message begins a turn. */
    void before(Message message) {
        beforeTurn = new Snapshot(message.id(), snapshot("before-" + message.id()));
    }

    /** What happened before is going to be told: no turn is forgotten before that. */
    void watchAnew() {
        upToDateSince = Optional.empty();
        seenQuietSince = Optional.empty();
    }

    void upToDate() {
        upToDateSince = Optional.of(services.clock().instant());
    }

    void entered(Message message, String turnKey, boolean joined) {
        Optional<Beginning> seen =
                beginning.filter(one -> !joined && one.began().key().equals(turnKey));
        beginning = seen.isPresent() ? Optional.empty() : beginning;
        recordBeginning(Optional.empty());
        if (!joined && !book.knows(actor.session(), turnKey)) {
            Observation.TurnStarted began = seen.map(Beginning::began)
                    .orElseGet(() -> new Observation.TurnStarted(
                            turnKey, message.text(), false, services.clock().instant()));
            record(began, Optional.of(message), treeBefore(message));
        }
        book.entered(actor.session(), message, turnKey, joined);
        seen.flatMap(Beginning::over).ifPresent(this::ended);
    }

    /** The agent's process is gone, and with it the turn. */
    void agentGone(Instant at) {
        ended(new Observation.TurnEnded(Optional.empty(), TurnOutcome.UNKNOWN, Optional.empty(), at));
    }

    /** No turn stays open, nor waits for its snapshot: the files are saved otherwise. */
    void leave(Instant at) {
        recordBeginning(Optional.empty());
        recordEnding(Optional.empty());
        book.ended(TurnOutcome.UNKNOWN, Optional.empty(), Optional.empty(), at);
    }

    /** A turn whose end the agent never told is closed when the agent has been quiet for a while. */
    Optional<Instant> closeForgotten(Status status) {
        Instant now = services.clock().instant();
        boolean quiet = status.activity().filter(Activity::quiet).isPresent();
        seenQuietSince = quiet ? Optional.of(seenQuietSince.orElse(now)) : Optional.empty();
        if (!quiet || beginning.isPresent() || ending.isPresent() || book.open().isEmpty() || upToDateSince.isEmpty()) {
            return Optional.empty();
        }
        // What the agent says of itself may be dated long before we see it, and what ends the turn is on its way still.
        Instant began = book.open().get().startedAt();
        Instant due =
                later(began, later(seenQuietSince.get(), upToDateSince.get())).plus(END_FOLLOWS);
        if (now.isBefore(due)) {
            return Optional.of(due);
        }
        turnEnded(
                switch (status.activity().orElseThrow()) {
                    case ERROR -> TurnOutcome.FAILED;
                    case USAGE_LIMITED -> TurnOutcome.LIMITED;
                    default -> withoutAWord(book.open().get());
                },
                Optional.empty(),
                later(began, status.since()));
        return Optional.empty();
    }

    /** A person who stops an agent before its first word is given the prompt back, and nothing is put on record. */
    private TurnOutcome withoutAWord(Turn turn) {
        String prompt = turn.message()
                .flatMap(id -> services.store().read(reads -> reads.message(turn.tenant(), id)))
                .map(Message::text)
                .orElse(turn.prompt());
        try {
            return actor.driver().prepare(prompt) instanceof Prepared.Text text
                            && actor.driver().look(text) instanceof Look.Ours
                    ? TurnOutcome.INTERRUPTED
                    : TurnOutcome.UNKNOWN;
        } catch (TerminalException unreadable) {
            return TurnOutcome.UNKNOWN;
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    void started(Observation.TurnStarted began) {
        if (began.joined() || ofAnother(began) || known(began)) {
            return;
        }
        recordBeginning(Optional.empty());
        Optional<Message> by = inbox.waiting().stream()
                .filter(message -> message.mark().isPresent())
                .flatMap(message -> inbox.find(message.id()).stream())
                .filter(message -> begunBy(message, began.key()))
                .findFirst();
        if (by.isPresent()) {
            record(began, by, treeBefore(by.get()));
        } else {
            beginning = Optional.of(new Beginning(began, Optional.empty()));
            takeSnapshot("turn-start", tree -> {
                if (beginning.filter(one -> one.began().equals(began)).isPresent()) {
                    recordBeginning(tree);
                }
            });
        }
    }

    private boolean known(Observation.TurnStarted began) {
        return beginning.filter(one -> one.began().key().equals(began.key())).isPresent()
                || book.knows(actor.session(), began.key());
    }

    /** With this snapshot; without one when another turn follows before that. */
    private void recordBeginning(Optional<TreeId> tree) {
        Optional<Beginning> one = beginning;
        beginning = Optional.empty();
        one.ifPresent(found -> record(found.began(), Optional.empty(), tree));
        one.flatMap(Beginning::over).ifPresent(this::ended);
    }

    private void record(Observation.TurnStarted began, Optional<Message> by, Optional<TreeId> tree) {
        recordEnding(tree);
        book.started(actor.session(), began, by, tree);
    }

    void ended(Observation.TurnEnded over) {
        Optional<Beginning> waits = beginning.filter(
                one -> over.key().map(one.began().key()::equals).orElse(true));
        if (waits.isPresent()) {
            beginning = waits.map(one -> one.over().isPresent() ? one : new Beginning(one.began(), Optional.of(over)));
            return;
        }
        boolean ofOpenTurn = book.open()
                .filter(turn -> over.key().map(turn.key()::equals).orElse(true))
                .isPresent();
        if (ofOpenTurn) {
            turnEnded(over.outcome(), over.lastMessage(), over.at());
        }
    }

    /**
     * The record of a session that goes on with another's conversation begins with that one's turns, which are not its own.
     * A fork's copy is made when its agent starts, and the original may have gone on until then.
     */
    private boolean ofAnother(Observation.TurnStarted began) {
        return actor.session().inherited(began.at())
                || actor.session()
                        .forkedFrom()
                        .flatMap(original -> services.store()
                                .read(reads -> reads.turnByKey(actor.session().tenant(), original, began.key())))
                        .filter(turn -> !began.at().isAfter(turn.startedAt()))
                        .isPresent();
    }

    private boolean begunBy(Message message, String turnKey) {
        return actor.driver().prepare(message.text()) instanceof Prepared.Text text
                && actor.driver().evidence(message.mark().orElseThrow(), text) instanceof Evidence.Entered entered
                && entered.turnKey().equals(turnKey);
    }

    private Optional<TreeId> treeBefore(Message message) {
        Snapshot taken = beforeTurn;
        return taken != null && taken.message().equals(message.id()) ? taken.tree() : snapshot("turn-start");
    }

    private void turnEnded(TurnOutcome outcome, Optional<String> lastMessage, Instant at) {
        if (ending.isPresent() || book.open().isEmpty()) {
            return;
        }
        int number = book.open().get().number();
        ending = Optional.of(new Ending(number, outcome, lastMessage, at));
        takeSnapshot("turn-" + number + "-end", tree -> {
            if (ending.filter(one -> one.number() == number).isPresent()) {
                recordEnding(tree);
            }
        });
    }

    private void takeSnapshot(String label, Consumer<Optional<TreeId>> taken) {
        Thread.ofVirtual().name("snapshot-" + actor.session().handle()).start(() -> {
            Optional<TreeId> tree = snapshot(label);
            mailbox.post(() -> {
                taken.accept(tree);
                actor.afterChange();
            });
        });
    }

    /** With this snapshot: when the next turn begins first, the files are as they were at the end of this one. */
    private void recordEnding(Optional<TreeId> tree) {
        ending.ifPresent(one -> book.ended(one.outcome(), one.lastMessage(), tree, one.at()));
        ending = Optional.empty();
    }

    private Optional<TreeId> snapshot(String label) {
        Workspace workspace = actor.session().workspace();
        if (workspace.repository().isEmpty() || workspace.path().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(services.workspaces().snapshot(actor.session().id(), workspace, label));
        } catch (RuntimeException failed) {
            // Whatever keeps git from it: a turn without a snapshot is over all the same.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "No snapshot " + label + " of session " + actor.session().handle(),
                    failed);
            return Optional.empty();
        }
    }
}
