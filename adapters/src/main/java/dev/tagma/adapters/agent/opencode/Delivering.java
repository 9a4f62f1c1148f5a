package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.conversation.Outbox;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of a delivery, each done once when the engine says so. Tagma names the message itself: the end of that name is
 * its mark, and its evidence is a message of such a name in the conversation. The name begins with the time at which it is
 * said, since the program orders by names.
 */
final class Delivering {

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** As long as the program's own names are behind their time. */
    private static final int LETTERS_OF_A_NAME = 14;

    private final Session session;
    private final Link link;
    private final Board board;
    private final Asks asks;
    private final Conversation conversation;
    private final Recorded recorded;
    private final Outbox outbox;
    private final StateFile state;
    private final JsonMapper mapper;
    private final Clock clock;
    private final Pulse seen;
    private final SecureRandom random = new SecureRandom();
    private volatile String name = "";

    Delivering(
            Session session,
            Link link,
            Board board,
            Asks asks,
            Conversation conversation,
            Recorded recorded,
            Outbox outbox,
            StateFile state,
            JsonMapper mapper,
            Clock clock,
            Pulse seen) {
        this.session = session;
        this.link = link;
        this.board = board;
        this.asks = asks;
        this.conversation = conversation;
        this.recorded = recorded;
        this.outbox = outbox;
        this.state = state;
        this.mapper = mapper;
        this.clock = clock;
        this.seen = seen;
    }

    /** Nothing in a text means anything to the program but to the model: it goes in as a part, not by keys. */
    static Prepared prepare(String text) {
        return text.isBlank()
                ? new Prepared.Refused("a message of blanks says nothing")
                : new Prepared.Text(text, Optional.empty());
    }

    String mark() {
        StringBuilder fresh = new StringBuilder();
        random.ints(LETTERS_OF_A_NAME, 0, LETTERS.length()).forEach(at -> fresh.append(LETTERS.charAt(at)));
        name = fresh.toString();
        return name;
    }

    Look look(Prepared.Text message) {
        if (!link.connected()) {
            return new Look.Unclear("there is no connection to OpenCode");
        }
        if (asks.any()) {
            return new Look.Dialog("a request is open");
        }
        boolean ours = outbox.placed()
                .filter(placed -> placed.text().equals(message.text()))
                .isPresent();
        return ours ? new Look.Ours(board.active()) : new Look.Empty(board.active());
    }

    void place(Prepared.Text message) {
        outbox.place(new Outbox.Placed(name, message.text()));
    }

    void submit() {
        Outbox.Placed message = outbox.placed()
                .orElseThrow(() -> new TerminalException("nothing is placed that could be submitted", false));
        Api api = link.live();
        ObjectNode body =
                mapper.createObjectNode().put("messageID", EventTime.message(clock.instant(), message.name()));
        session.launch().model().ifPresent(model -> {
            int slash = model.indexOf('/');
            body.putObject("model")
                    .put("providerID", model.substring(0, slash))
                    .put("modelID", model.substring(slash + 1));
        });
        body.putArray("parts").addObject().put("type", "text").put("text", message.text());
        boolean before = board.active();
        outbox.take();
        board.said(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            api.post("/session/" + state.current() + "/prompt_async", body);
        } catch (Api.Refused | ConnectException untouched) {
            outbox.putBack();
            board.notSaid(before, clock.instant());
            throw new TerminalException(
                    "OpenCode did not take the message: " + untouched.getMessage(), false, untouched);
        } catch (IOException broken) {
            link.renew();
            throw new TerminalException(
                    "It is not known whether OpenCode took the message: " + broken.getMessage(), true, broken);
        }
    }

    /** Where the program has ended its record decides, also when nobody told what stands there. */
    Evidence evidence(String mark) {
        Evidence told = conversation.evidence(mark);
        if (told instanceof Evidence.Entered || link.connected()) {
            return told;
        }
        try {
            recorded.tell();
        } catch (UncheckedIOException unreadable) {
            throw new TerminalException(
                    "It is not known whether OpenCode took the message: " + unreadable.getMessage(), true, unreadable);
        }
        return conversation.evidence(mark);
    }

    Evidence awaitEvidence(String mark, Duration atMost) {
        return seen.until(() -> evidence(mark), found -> !(found instanceof Evidence.Absent), atMost);
    }

    /** It is in the outbox or not; only a broken connection hides that. */
    Look awaitPlaced(Prepared.Text message, Duration atMost) {
        return seen.until(() -> look(message), found -> !(found instanceof Look.Unclear), atMost);
    }
}
