package dev.tagma.wire.operation;

import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.session.TerminalJson;
import dev.tagma.wire.session.TypedJson;
import dev.tagma.wire.session.ViewerJson;
import java.util.List;

/** A session's terminal, as a person has it before them. */
public final class TerminalOperations {

    /** The sides of a terminal; nobody has a larger one. */
    private static final int SMALLEST = 2;

    private static final int LARGEST = 500;

    public static final Operation WATCH = Operation.get("watchTerminal", "/v1/sessions/{id}/terminal")
            .says(
                    "Look at a terminal",
                    "The agent's terminal as a person sees it, as server-sent events: first all that it shows, then what"
                            + " changes, each as bytes to be written to a terminal of the size that was said. It is"
                            + " painted anew for each reader from what the terminal shows, so that a slow one misses"
                            + " what was between and holds nobody up, and nothing a program writes reaches a reader's"
                            + " terminal but what can be seen. The terminal takes the size of the reader who moved last"
                            + " and its own again when nobody looks any more.")
            .with(
                    Common.SESSION,
                    Parameter.text(
                            "viewer",
                            "01932d3c-8a00-7000-8000-000000000009",
                            "A name of the caller's choice for this look, by which it types."),
                    Parameter.whole("columns", SMALLEST, LARGEST, "How wide the reader's terminal is.")
                            .or("80"),
                    Parameter.whole("rows", SMALLEST, LARGEST, "How high it is.")
                            .or("24"))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .by(Access.ADMIN)
            .replies(new Reply.Events(200, TerminalJson.class));

    public static final Operation TYPE = Operation.post("useTerminal", "/v1/sessions/{id}/terminal")
            .says(
                    "Type at a terminal",
                    "Gives the program what a reader's terminal has sent, byte for byte, or tells that it has another size,"
                            + " or that nobody reads any more. It is a person's hand at the keyboard: to say something to"
                            + " an agent, send a message.")
            .with(Common.SESSION)
            .takes(TypedJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .by(Access.ADMIN)
            .gives(ViewerJson.class);

    static List<Operation> all() {
        return List.of(WATCH, TYPE);
    }

    private TerminalOperations() {}
}
