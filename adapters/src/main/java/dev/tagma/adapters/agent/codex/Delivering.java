package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.connection.RefusedException;
import dev.tagma.adapters.conversation.Outbox;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of a delivery, each done once when the engine says so. A message has a name of its own, which the program keeps
 * with what was said: that is its mark, and its evidence.
 */
final class Delivering {

    /** Longer texts are refused by the app-server. */
    static final int LONGEST = 1 << 20;

    private final Link link;
    private final Board board;
    private final Asks asks;
    private final Conversation conversation;
    private final Outbox outbox;
    private final JsonMapper mapper;
    private final Pulse seen;
    private final Supplier<String> current;
    private volatile String name = "";

    /** @param current the conversation that is held now */
    Delivering(
            Link link,
            Board board,
            Asks asks,
            Conversation conversation,
            Outbox outbox,
            JsonMapper mapper,
            Pulse seen,
            Supplier<String> current) {
        this.link = link;
        this.board = board;
        this.asks = asks;
        this.conversation = conversation;
        this.outbox = outbox;
        this.mapper = mapper;
        this.seen = seen;
        this.current = current;
    }

    /** Nothing in a text means anything to the program but to the model: it goes in as text, not by keys. */
    static Prepared prepare(String text) {
        if (text.isBlank()) {
            return new Prepared.Refused("a message of blanks says nothing");
        }
        return text.length() > LONGEST
                ? new Prepared.Refused("the text has " + text.length() + " characters, and Codex takes at most "
                        + LONGEST + "; put it into a file and name that")
                : new Prepared.Text(text, Optional.empty());
    }

    String mark() {
        name = "tagma-" + UUID.randomUUID();
        return name;
    }

    Look look(Prepared.Text message) {
        if (!link.connected()) {
            return new Look.Unclear("there is no connection to its app-server");
        }
        if (board.waits() || !asks.openKeys().isEmpty()) {
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
        Rpc rpc = link.live();
        Optional<String> running = board.active() ? board.running() : Optional.empty();
        ObjectNode params =
                mapper.createObjectNode().put("threadId", current.get()).put("clientUserMessageId", message.name());
        params.putArray("input").addObject().put("type", "text").put("text", message.text());
        running.ifPresent(turn -> params.put("expectedTurnId", turn));
        outbox.take();
        try {
            rpc.call(running.isPresent() ? "turn/steer" : "turn/start", params, Link.PATIENCE);
        } catch (RefusedException refused) {
            outbox.putBack();
            throw new TerminalException("Codex did not take the message: " + refused.getMessage(), false, refused);
        } catch (IOException broken) {
            throw new TerminalException(
                    "It is not known whether Codex took the message: " + broken.getMessage(), true, broken);
        }
    }

    Evidence evidence(String mark) {
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
