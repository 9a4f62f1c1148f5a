package dev.tagma.testkit.contract;

import static dev.tagma.testkit.contract.StoreSamples.OTHER_TENANT;
import static dev.tagma.testkit.contract.StoreSamples.T0;
import static dev.tagma.testkit.contract.StoreSamples.TENANT;
import static dev.tagma.testkit.contract.StoreSamples.fact;
import static dev.tagma.testkit.contract.StoreSamples.fullMessage;
import static dev.tagma.testkit.contract.StoreSamples.fullRequest;
import static dev.tagma.testkit.contract.StoreSamples.fullSession;
import static dev.tagma.testkit.contract.StoreSamples.fullTurn;
import static dev.tagma.testkit.contract.StoreSamples.message;
import static dev.tagma.testkit.contract.StoreSamples.messageId;
import static dev.tagma.testkit.contract.StoreSamples.request;
import static dev.tagma.testkit.contract.StoreSamples.requestId;
import static dev.tagma.testkit.contract.StoreSamples.saying;
import static dev.tagma.testkit.contract.StoreSamples.session;
import static dev.tagma.testkit.contract.StoreSamples.sessionId;
import static dev.tagma.testkit.contract.StoreSamples.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageHead;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.spi.store.Reads.InboxSize;
import dev.tagma.spi.store.Store;
import dev.tagma.spi.store.Writes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Sessions, messages, requests, turns and facts come back as they went in, in order, within their tenant. */
interface StoredRecordsContract {

    Store store();

    private void write(Consumer<Writes> work) {
        store().write(writes -> {
            work.accept(writes);
            return true;
        });
    }

    @Test
    default void whatIsStoredComesBackUnchanged() {
        SessionId of = sessionId(1);
        Session removed = fullSession(2);

        write(writes -> {
            writes.put(session(1));
            writes.put(removed);
            writes.put(message(1, of, 1));
            writes.put(fullMessage(2, of, 2));
            writes.put(request(1, of));
            writes.put(fullRequest(2, of));
            writes.put(turn(of, 1));
            writes.put(fullTurn(of, 2));
        });

        assertThat(store().<Optional<Session>>read(reads -> reads.session(TENANT, sessionId(1))))
                .contains(session(1));
        assertThat(store().<Optional<Session>>read(reads -> reads.session(TENANT, sessionId(2))))
                .contains(removed);
        assertThat(store().<List<Message>>read(reads -> reads.messages(TENANT, of, 0, 10)))
                .containsExactly(message(1, of, 1), fullMessage(2, of, 2));
        assertThat(store().<List<Request>>read(reads -> reads.requests(TENANT, of, 10)))
                .containsExactly(fullRequest(2, of), request(1, of));
        assertThat(store().<List<Turn>>read(reads -> reads.turns(TENANT, of, 0, 10)))
                .containsExactly(turn(of, 1), fullTurn(of, 2));
    }

    @Test
    default void storingAgainReplaces() {
        write(writes -> writes.put(session(1)));
        Session renamed = session(1).withHandleOfProcess("tmux:%1");
        write(writes -> writes.put(renamed));

        assertThat(store().<List<Session>>read(reads -> reads.sessions(TENANT))).containsExactly(renamed);
    }

    @Test
    default void whatWasNeverStoredIsAbsent() {
        assertThat(store().<Boolean>read(reads ->
                        reads.session(TENANT, sessionId(1)).isEmpty()
                                && reads.sessions(TENANT).isEmpty()
                                && reads.allSessions().isEmpty()
                                && reads.message(TENANT, messageId(1)).isEmpty()
                                && reads.messageByKey(TENANT, sessionId(1), "k").isEmpty()
                                && reads.inbox(TENANT, sessionId(1)).isEmpty()
                                && reads.request(TENANT, requestId(1)).isEmpty()
                                && reads.requestByKey(TENANT, sessionId(1), "k").isEmpty()
                                && reads.openRequests(TENANT, Optional.empty()).isEmpty()
                                && reads.turn(TENANT, sessionId(1), 1).isEmpty()
                                && reads.lastTurn(TENANT, sessionId(1)).isEmpty()
                                && reads.factHistory(TENANT, sessionId(1), 10).isEmpty()))
                .isTrue();
    }

    @Test
    default void sessionsAreListedOldestFirstWithoutTheRemovedOnes() {
        write(writes -> {
            writes.put(session(3));
            writes.put(session(1));
            writes.put(session(2).removedAt(T0));
            writes.put(session(OTHER_TENANT, 4, "elsewhere"));
        });

        assertThat(store().<List<Session>>read(reads -> reads.sessions(TENANT)))
                .containsExactly(session(1), session(3));
        assertThat(store().<List<Session>>read(reads -> reads.allSessions()))
                .containsExactly(session(1), session(3), session(OTHER_TENANT, 4, "elsewhere"));
    }

    @Test
    default void aHandleBelongsToOneSessionOfATenant() {
        write(writes -> {
            writes.put(session(TENANT, 1, "otter"));
            writes.put(session(OTHER_TENANT, 2, "otter"));
        });

        assertThatThrownBy(() -> write(writes -> writes.put(session(TENANT, 3, "otter"))))
                .isInstanceOf(Writes.HandleTaken.class)
                .hasMessageContaining("otter");
    }

    @Test
    default void aHandleIsFreeOnceItsSessionIsRemoved() {
        write(writes -> writes.put(session(TENANT, 1, "otter").removedAt(T0)));
        write(writes -> writes.put(session(TENANT, 2, "otter")));

        assertThat(store().<List<Session>>read(reads -> reads.sessions(TENANT)))
                .containsExactly(session(TENANT, 2, "otter"));
    }

    @Test
    default void aSessionIsFoundByItsKey() {
        Session keyed = session(TENANT, 1, "otter", Optional.of("k 1"));
        write(writes -> {
            writes.put(keyed);
            writes.put(session(2));
            writes.put(session(OTHER_TENANT, 3, "owl", Optional.of("k 1")));
        });

        assertThat(store().<Optional<Session>>read(reads -> reads.sessionByKey(TENANT, "k 1")))
                .contains(keyed);
        assertThat(store().<Optional<Session>>read(reads -> reads.sessionByKey(TENANT, "k")))
                .isEmpty();
    }

    @Test
    default void aKeyBelongsToOneSessionOfATenantUntilThatIsRemovedAndIsNamedBeforeTheHandle() {
        Session first = session(TENANT, 1, "otter", Optional.of("k"));
        Session second = session(TENANT, 2, "otter", Optional.of("k"));
        write(writes -> writes.put(first));

        assertThatThrownBy(() -> write(writes -> writes.put(second)))
                .isInstanceOf(Writes.KeyTaken.class)
                .hasMessageContaining("'k'");

        write(writes -> writes.put(first.removedAt(T0)));
        write(writes -> writes.put(second));
        assertThat(store().<Optional<Session>>read(reads -> reads.sessionByKey(TENANT, "k")))
                .contains(second);
    }

    @Test
    default void aRefusedHandleLeavesTheRestOfItsWorkIntact() {
        write(writes -> writes.put(session(TENANT, 1, "otter")));

        write(writes -> {
            writes.put(message(1, sessionId(2), 1));
            try {
                writes.put(session(TENANT, 2, "otter"));
            } catch (Writes.HandleTaken e) {
                writes.put(session(TENANT, 2, "otter-2"));
            }
        });

        assertThat(store().<List<Session>>read(reads -> reads.sessions(TENANT)))
                .containsExactly(session(TENANT, 1, "otter"), session(TENANT, 2, "otter-2"));
        assertThat(store().<Boolean>read(
                                reads -> reads.message(TENANT, messageId(1)).isPresent()))
                .isTrue();
    }

    @Test
    default void messagesKeepTheOrderOfTheInboxAndLeaveItWhenTheyEnd() {
        SessionId of = sessionId(1);
        Message cancelled = message(2, of, 2).reached(MessageState.CANCELLED, T0);

        write(writes -> {
            writes.put(message(3, of, 3));
            writes.put(message(1, of, 1));
            writes.put(cancelled);
            writes.put(message(4, sessionId(2), 1));
        });

        assertThat(store().<List<MessageHead>>read(reads -> reads.inbox(TENANT, of)))
                .containsExactly(message(1, of, 1).head(), message(3, of, 3).head());
        assertThat(store().<List<Message>>read(reads -> reads.messages(TENANT, of, 1, 1)))
                .containsExactly(cancelled);
        assertThat(store().<List<Message>>read(reads -> reads.messages(TENANT, of, 0, 0)))
                .isEmpty();
    }

    @Test
    default void theSizeOfAnInboxIsThatOfWhatHasNotComeToAnEnd() {
        SessionId of = sessionId(1);
        Message accepted = StoreSamples.saying(message(1, of, 1), "zwölf");
        Message submitted = StoreSamples.saying(message(2, of, 2), "three").reached(MessageState.SUBMITTED, T0);

        assertThat(store().<InboxSize>read(reads -> reads.inboxSize(TENANT, of)))
                .isEqualTo(new InboxSize(0, 0, 0));
        write(writes -> {
            writes.put(accepted);
            writes.put(submitted);
            writes.put(message(3, of, 3).reached(MessageState.CANCELLED, T0));
            writes.put(message(4, sessionId(2), 1));
        });

        assertThat(store().<InboxSize>read(reads -> reads.inboxSize(TENANT, of)))
                .isEqualTo(new InboxSize(1, 2, 11));
    }

    @Test
    default void theNextSequenceOfAnInboxIsOnePastTheLast() {
        SessionId of = sessionId(1);

        long first = store().<Long>write(writes -> {
            long sequence = writes.nextMessageSequence(TENANT, of);
            writes.put(message(1, of, sequence));
            return sequence;
        });
        long second = store().<Long>write(writes -> writes.nextMessageSequence(TENANT, of));
        long elsewhere = store().<Long>write(writes -> writes.nextMessageSequence(OTHER_TENANT, of));

        assertThat(List.of(first, second, elsewhere)).containsExactly(1L, 2L, 1L);
    }

    @Test
    default void anIdempotencyKeyNamesOneMessageOfASession() {
        Message message = message(TENANT, 1, sessionId(1), 1, Optional.of("key"));
        write(writes -> writes.put(message));
        write(writes -> writes.put(message(TENANT, 2, sessionId(2), 1, Optional.of("key"))));
        write(writes -> writes.put(message(OTHER_TENANT, 3, sessionId(1), 1, Optional.of("key"))));

        assertThat(store().<Optional<Message>>read(reads -> reads.messageByKey(TENANT, sessionId(1), "key")))
                .contains(message);
        assertThatThrownBy(() -> write(writes -> writes.put(message(TENANT, 4, sessionId(1), 2, Optional.of("key")))))
                .isInstanceOf(Writes.KeyTaken.class)
                .hasMessageContaining("key");
    }

    @Test
    default void twoMessagesCannotHaveTheSamePlaceInAnInbox() {
        write(writes -> writes.put(message(1, sessionId(1), 1)));

        assertThatThrownBy(() -> write(writes -> writes.put(message(2, sessionId(1), 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1");
    }

    @Test
    default void aLongTextOfAnyCharactersStaysExactWhileItsMessageChanges() {
        String text =
                "\r\n\t\u0000\u001b[201~\u007f\u0085\u2028\ufeff\uffff 門 🦦 é e\u0301 ' \" \\ % _ ?".repeat(30_000);
        Message message = saying(message(1, sessionId(1), 1), text);

        write(writes -> writes.put(message));
        Message next = message.reached(MessageState.SUBMITTED, T0.plusSeconds(1));
        write(writes -> writes.put(next));

        assertThat(store().<Optional<Message>>read(reads -> reads.message(TENANT, messageId(1))))
                .contains(next);
    }

    @Test
    default void requestsAreFoundByTheBeginningOfTheirIdsOpenOrOver() {
        Request closed = request(1, sessionId(1)).closedBy(StoreSamples.closing(new Answer.Allow(Answer.Scope.ONCE)));
        Request open = request(2, sessionId(2));
        String whole = closed.id().toString();
        String shared = whole.substring(0, whole.length() - 1);

        write(writes -> {
            writes.put(open);
            writes.put(closed);
        });

        assertThat(store().<List<Request>>read(reads -> reads.requestsBeginning(TENANT, shared, 9)))
                .containsExactly(closed, open);
        assertThat(store().<List<Request>>read(reads -> reads.requestsBeginning(TENANT, shared, 1)))
                .containsExactly(closed);
        assertThat(store().<List<Request>>read(reads -> reads.requestsBeginning(TENANT, whole, 9)))
                .containsExactly(closed);
        assertThat(store().<List<Request>>read(reads -> reads.requestsBeginning(TENANT, shared + "%", 9)))
                .isEmpty();
    }

    @Test
    default void openRequestsAreListedOldestFirst() {
        Request closed = request(1, sessionId(1)).closedBy(StoreSamples.closing(new Answer.Allow(Answer.Scope.ONCE)));

        write(writes -> {
            writes.put(request(3, sessionId(1)));
            writes.put(request(2, sessionId(2)));
            writes.put(closed);
        });

        assertThat(store().<List<Request>>read(reads -> reads.openRequests(TENANT, Optional.empty())))
                .containsExactly(request(2, sessionId(2)), request(3, sessionId(1)));
        assertThat(store().<List<Request>>read(reads -> reads.openRequests(TENANT, Optional.of(sessionId(1)))))
                .containsExactly(request(3, sessionId(1)));
        assertThat(store().<List<Request>>read(reads -> reads.requests(TENANT, sessionId(1), 1)))
                .containsExactly(request(3, sessionId(1)));
        assertThat(store().<Optional<Request>>read(reads -> reads.request(TENANT, requestId(1))))
                .contains(closed);
    }

    @Test
    default void aRequestKeyNamesOneRequestOfASession() {
        write(writes -> writes.put(request(TENANT, 1, sessionId(1), "key")));
        write(writes -> writes.put(request(TENANT, 2, sessionId(2), "key")));

        assertThat(store().<Optional<Request>>read(reads -> reads.requestByKey(TENANT, sessionId(1), "key")))
                .contains(request(TENANT, 1, sessionId(1), "key"));
        assertThatThrownBy(() -> write(writes -> writes.put(request(TENANT, 3, sessionId(1), "key"))))
                .isInstanceOf(Writes.KeyTaken.class)
                .hasMessageContaining("key");
    }

    @Test
    default void turnsAreFoundByNumberAndTheLastOneIsKnown() {
        SessionId of = sessionId(1);
        write(writes -> List.of(2, 1, 3).forEach(number -> writes.put(turn(of, number))));

        assertThat(store().<Optional<Turn>>read(reads -> reads.turn(TENANT, of, 2)))
                .contains(turn(of, 2));
        assertThat(store().<Optional<Turn>>read(reads -> reads.lastTurn(TENANT, of)))
                .contains(turn(of, 3));
        assertThat(store().<List<Turn>>read(reads -> reads.turns(TENANT, of, 1, 1)))
                .containsExactly(turn(of, 2));
    }

    @Test
    default void factsAreKeptNewestFirst() {
        write(writes -> {
            StoreSamples.facts().forEach(fact -> writes.record(TENANT, sessionId(1), fact));
            writes.record(TENANT, sessionId(2), fact(1));
        });

        assertThat(store().<List<Fact>>read(reads -> reads.factHistory(TENANT, sessionId(1), 100)))
                .containsExactlyElementsOf(StoreSamples.facts().reversed());
        assertThat(store().<List<Fact>>read(reads -> reads.factHistory(TENANT, sessionId(1), 1)))
                .containsExactly(StoreSamples.facts().getLast());
    }

    @Test
    default void aTenantSeesNothingOfAnother() {
        SessionId of = sessionId(1);
        write(writes -> {
            writes.put(session(1));
            writes.put(message(TENANT, 1, of, 1, Optional.of("key")));
            writes.put(request(TENANT, 1, of, "key"));
            writes.put(turn(of, 1));
            writes.record(TENANT, of, fact(1));
            writes.append(TENANT, Optional.of(of), T0, StoreSamples.event("one"));
        });

        assertThat(seenBy(OTHER_TENANT)).isFalse();
        assertThat(seenBy(TENANT)).isTrue();
    }

    /** Whether the tenant sees any of what belongs to session 1. */
    private boolean seenBy(TenantId tenant) {
        SessionId of = sessionId(1);
        return store().<Boolean>read(reads -> reads.session(tenant, of).isPresent()
                || !reads.sessions(tenant).isEmpty()
                || reads.message(tenant, messageId(1)).isPresent()
                || reads.messageByKey(tenant, of, "key").isPresent()
                || !reads.inbox(tenant, of).isEmpty()
                || !reads.messages(tenant, of, 0, 9).isEmpty()
                || reads.request(tenant, requestId(1)).isPresent()
                || reads.requestByKey(tenant, of, "key").isPresent()
                || !reads.openRequests(tenant, Optional.empty()).isEmpty()
                || !reads.openRequests(tenant, Optional.of(of)).isEmpty()
                || !reads.requestsBeginning(tenant, "", 9).isEmpty()
                || !reads.requests(tenant, of, 9).isEmpty()
                || reads.turn(tenant, of, 1).isPresent()
                || reads.lastTurn(tenant, of).isPresent()
                || !reads.turns(tenant, of, 0, 9).isEmpty()
                || !reads.events(tenant, Optional.empty(), 0, 9).isEmpty()
                || !reads.events(tenant, Optional.of(of), 0, 9).isEmpty()
                || reads.eventRange(tenant).newest() > 0
                || !reads.factHistory(tenant, of, 9).isEmpty());
    }

    @Test
    default void theSameIdMayLiveInTwoTenants() {
        write(writes -> {
            writes.put(session(TENANT, 1, "otter"));
            writes.put(session(OTHER_TENANT, 1, "badger"));
        });

        assertThat(store().<Optional<Session>>read(reads -> reads.session(TENANT, sessionId(1))))
                .contains(session(TENANT, 1, "otter"));
        assertThat(store().<Optional<Session>>read(reads -> reads.session(OTHER_TENANT, sessionId(1))))
                .contains(session(OTHER_TENANT, 1, "badger"));
    }
}
