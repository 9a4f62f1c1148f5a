package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.terminal.ProcessTable;
import java.util.Optional;

/** Looks at the state of one pane of one server. */
final class PaneProbe {

    /** How often an exit code is asked for anew; a program that only let go of its terminal never has one. */
    private static final int COLLECTIONS = 3;

    private final TmuxLink link;
    private final ServerProcess server;
    private final PaneAddress address;

    PaneProbe(TmuxLink link, ServerProcess server, PaneAddress address) {
        this.link = link;
        this.server = server;
        this.address = address;
    }

    /** What a look showed. */
    sealed interface Look {

        record Seen(PaneState state) implements Look {}

        /** The pane is not there any more. */
        record Away(String reason) implements Look {}

        /** It cannot be told. */
        record Unseen(String reason) implements Look {}
    }

    Look look() {
        Look look = lookOnce();
        for (int tries = 0; tries < COLLECTIONS && owesExitCode(look); tries++) {
            link.collectEnded(server);
            look = lookOnce();
        }
        if (owesExitCode(look) && !ProcessTable.runs(address.pid())) {
            // Looked at once more, because it may have ended and been collected since.
            look = lookOnce();
            return owesExitCode(look) && look instanceof Look.Seen(PaneState state)
                    ? new Look.Seen(state.endedSomehow())
                    : look;
        }
        return look;
    }

    private static boolean owesExitCode(Look look) {
        return look instanceof Look.Seen(PaneState state) && state.uncollected();
    }

    private Look lookOnce() {
        Reply reply = link.query(
                server,
                () -> Exchange.of("display-message -p -t " + address.pane() + " "
                        + TmuxWords.quoted("#{pane_id} " + PaneState.FORMAT)));
        return switch (reply) {
            case Reply.ServerGone(String reason) -> new Look.Away(reason);
            case Reply.Unanswered(String reason, boolean ignored) -> new Look.Unseen(reason);
            case Reply.Answered answered -> seen(answered);
        };
    }

    private Look seen(Reply.Answered answer) {
        Optional<String> failure = answer.failure();
        if (failure.isPresent() || answer.blocks().isEmpty()) {
            return new Look.Unseen("tmux: " + failure.orElse("no answer"));
        }
        String line = answer.blocks().getFirst().firstLine();
        String itself = address.pane() + " ";
        if (!line.startsWith(itself)) {
            // Of a pane that is not there it prints empty fields.
            return new Look.Away("its terminal was removed");
        }
        return PaneState.parse(line.substring(itself.length()))
                .<Look>map(Look.Seen::new)
                .orElseGet(() -> new Look.Unseen("tmux said '" + line + "'"));
    }
}
