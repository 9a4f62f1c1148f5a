package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Handshake.Setting;
import dev.tagma.adapters.agent.acp.Handshake.Step;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.adapters.protocol.Link;
import dev.tagma.adapters.protocol.Replies;
import dev.tagma.adapters.protocol.Replies.Reply;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.spi.agent.ChangesCourse;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Tells the agent another of its modes or models while it runs. */
final class Course implements ChangesCourse {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Link<State> link;
    private final Map<PermissionMode, String> configured;
    private final Messages messages;
    private final JsonMapper mapper;
    private final Replies replies;

    /** @param configured the agent's names of its modes, where they are not known */
    Course(
            Link<State> link,
            Map<PermissionMode, String> configured,
            Messages messages,
            JsonMapper mapper,
            Replies replies) {
        this.link = link;
        this.configured = configured;
        this.messages = messages;
        this.mapper = mapper;
        this.replies = replies;
    }

    /** What becomes of a wish before the agent is asked. */
    private sealed interface Wish {

        record Say(Setting setting) implements Wish {}

        /** The agent has nothing to be set. */
        record Nothing() implements Wish {}

        record Refuse(String reason) implements Wish {}

        /** It was said, under this number. */
        record Said(String number) implements Wish {}
    }

    @Override
    public Changed mode(PermissionMode mode) {
        return ask(state -> {
            Offers offers = Offers.keptModes(state.handshake(), mapper);
            return switch (ModeChoice.of(mode, configured, offers)) {
                case ModeChoice.Choice.Take(String id) -> say(state, offers, id);
                // What it began in.
                case ModeChoice.Choice.Leave leave ->
                    offers.current().map(id -> say(state, offers, id)).orElseGet(Wish.Nothing::new);
                case ModeChoice.Choice.Refuse(String reason) -> new Wish.Refuse(reason);
            };
        });
    }

    @Override
    public Changed model(String model) {
        return ask(state -> {
            Offers offers = Offers.keptModels(state.handshake(), mapper);
            return offers.ids().contains(model)
                    ? say(state, offers, model)
                    : new Wish.Refuse("it offers no model '" + model + "'; its models are "
                            + (offers.ids().isEmpty() ? "its own choice" : String.join(", ", offers.ids())));
        });
    }

    /** What it is in now may have changed since it said so: it is told in any case. */
    private Wish say(State state, Offers offers, String id) {
        return new Wish.Say(offers.setting(mapper, state.conversation().orElseThrow(), id, "'" + id + "'"));
    }

    private Changed ask(Function<State, Wish> next) {
        return switch (link.change(change -> said(change, next.apply(ready(change.state()))))) {
            case Wish.Refuse(String reason) -> new Changed.Refused(reason);
            case Wish.Nothing nothing -> new Changed.Done();
            case Wish.Said(String number) -> answer(replies.await(number, PATIENCE));
            case Wish.Say say -> throw new IllegalStateException("it was not said: " + say);
        };
    }

    private static State ready(State state) {
        if (state.handshake().step() != Step.READY) {
            throw new TerminalException("The agent cannot be spoken to yet", true);
        }
        return state;
    }

    private Wish said(Change<State> change, Wish wish) {
        if (!(wish instanceof Wish.Say(Setting(String method, var params, String what)))) {
            return wish;
        }
        long number = change.state().numbers() + 1;
        replies.expect(Long.toString(number));
        change.to(state -> state.saying(messages.call(number, method, params)));
        return new Wish.Said(Long.toString(number));
    }

    private static Changed answer(Optional<Reply> reply) {
        return switch (reply.orElseThrow(
                () -> new TerminalException("The agent did not answer within " + PATIENCE.toSeconds() + " s", true))) {
            case Reply.Yes yes -> new Changed.Done();
            case Reply.No(String reason) -> new Changed.Refused(reason);
        };
    }
}
