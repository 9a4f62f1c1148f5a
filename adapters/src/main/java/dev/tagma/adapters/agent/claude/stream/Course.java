package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.agent.claude.ClaudeLaunch;
import dev.tagma.adapters.protocol.Link;
import dev.tagma.adapters.protocol.Replies;
import dev.tagma.adapters.protocol.Replies.Reply;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.spi.agent.ChangesCourse;
import dev.tagma.spi.runtime.TerminalException;
import java.time.Duration;
import java.util.function.Function;

/** Tells the program another mode or model while it runs. */
final class Course implements ChangesCourse {

    /** It answers at once, also while it works. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Link<State> link;
    private final Wire wire;
    private final Replies replies;

    Course(Link<State> link, Wire wire, Replies replies) {
        this.link = link;
        this.wire = wire;
        this.replies = replies;
    }

    @Override
    public Changed mode(PermissionMode mode) {
        return ask(id -> wire.mode(id, ClaudeLaunch.mode(mode)));
    }

    @Override
    public Changed model(String model) {
        return ask(id -> wire.model(id, model));
    }

    private Changed ask(Function<String, String> frame) {
        String asked = link.change(change -> {
            State state = change.state();
            if (!state.ready()) {
                throw new TerminalException("The agent cannot be spoken to yet", true);
            }
            String id = "tagma-course-" + state.run() + "." + state.numbers();
            replies.expect(id);
            change.to(before -> before.saying(frame.apply(id)));
            return id;
        });
        Reply reply = replies.await(asked, PATIENCE)
                .orElseThrow(() ->
                        new TerminalException("The agent did not answer within " + PATIENCE.toSeconds() + " s", true));
        return switch (reply) {
            case Reply.Yes yes -> new Changed.Done();
            case Reply.No(String reason) -> new Changed.Refused(reason);
        };
    }
}
