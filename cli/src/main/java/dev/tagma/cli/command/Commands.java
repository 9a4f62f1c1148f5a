package dev.tagma.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All commands by name. Only the one that is called is made. */
public final class Commands {

    private static final List<Named> ALL = List.of(
            new Named("create", "create a session", CreateCommand::new),
            new Named("send", "say something to a session", SendCommand::new),
            new Named("wait", "wait until sessions are idle or need somebody", WaitCommand::new),
            new Named("ls", "list sessions", LsCommand::new),
            new Named("status", "say what sessions do", StatusCommand::new),
            new Named("show", "show a session", ShowCommand::new),
            new Named("explain", "explain a status by the facts it is founded on", ExplainCommand::new),
            new Named("events", "print or follow what happens", EventsCommand::new),
            new Named("transcript", "print the conversation", TranscriptCommand::new),
            new Named("last-message", "print what the agent said last", LastMessageCommand::new),
            new Named("capture", "print the agent's terminal", CaptureCommand::new),
            new Named("attach", "show the agent's terminal in this one", AttachCommand::new),
            new Named("diff", "print what changed in the workspace", DiffCommand::new),
            new Named("requests", "list what agents ask", RequestsCommand::new),
            new Named("approve", "let an agent do what it asks permission for", ApproveCommand::new),
            new Named("deny", "refuse what an agent asks", DenyCommand::new),
            new Named("answer", "answer an agent's question", AnswerCommand::new),
            new Named("rm", "remove sessions, saving their work first", RmCommand::new),
            new Named("version", "print versions", VersionCommand::new));

    private Commands() {}

    public static List<Named> all() {
        return ALL;
    }

    public static Optional<Named> named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * A command that can be called.
     *
     * @param summary what it does, in a few words
     */
    public record Named(String name, String summary, Supplier<Command> maker) {}
}
