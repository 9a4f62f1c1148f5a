package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import java.util.Optional;

/** Sessions as the daemon lists them. */
final class Listed {

    private Listed() {}

    static List<Standing> all(Context context) {
        return sessions(context, Ask.of(SessionOperations.LIST));
    }

    /** Those in this group and below it. */
    static List<Standing> in(Context context, String group) {
        return sessions(context, Ask.of(SessionOperations.LIST).query("group", group));
    }

    private static List<Standing> sessions(Context context, Ask ask) {
        return context.api().ask(ask).fields().objects("sessions").stream()
                .map(Standing::of)
                .toList();
    }

    /** Whether this is the session in whose pane the command was called, which cannot remove itself. */
    static boolean own(Context context, Standing session) {
        Optional<String> own = context.ownSession();
        return own.isPresent() && (own.get().equals(session.id()) || own.get().equals(session.handle()));
    }
}
