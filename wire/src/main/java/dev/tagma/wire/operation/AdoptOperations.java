package dev.tagma.wire.operation;

import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.session.AdoptionJson;
import dev.tagma.wire.session.PaneListJson;
import dev.tagma.wire.session.SessionJson;
import java.util.List;

/** Terminals that Tagma did not start. */
public final class AdoptOperations {

    public static final Operation PANES = Operation.get("listPanes", "/v1/panes")
            .says(
                    "List panes of others",
                    "The panes of this user's tmux servers that Tagma did not start, with the program in front of each and"
                            + " whose it is, where that is recognised.")
            .with(Parameter.text(
                    "socket", "/tmp/tmux-1000/work", "Only those of the server at this socket, which must answer."))
            .by(Access.ADMIN)
            .gives(PaneListJson.class);

    public static final Operation ADOPT = Operation.post("adoptPane", "/v1/panes/adopt")
            .says(
                    "Adopt a pane",
                    "Makes a session of the program that runs in a pane that Tagma did not start. It is looked at, and spoken"
                            + " to where its composer can be read. Tagma never resizes or ends it, and its directory is"
                            + " not Tagma's: stopping or removing the session lets it go. Nothing tells whether the"
                            + " program asks, nor in which mode it works, but what it shows and records.")
            .takes(AdoptionJson.class)
            .refuses(ErrorCode.CONFLICT)
            .by(Access.ADMIN)
            .gives(SessionJson.class);

    static List<Operation> all() {
        return List.of(PANES, ADOPT);
    }

    private AdoptOperations() {}
}
