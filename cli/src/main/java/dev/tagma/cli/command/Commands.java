package dev.tagma.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All commands by name. Only the one that is called is made. */
public final class Commands {

    private static final List<Entry> ALL = List.of(
            new Named("demo", "show Tagma at work, without an agent or a key", DemoCommand::new),
            new Named("run", "create a session, say something, print what comes of it", RunCommand::new),
            new Named("create", "create a session", CreateCommand::new),
            new Named("send", "say something to a session", SendCommand::new),
            new Named("ask", "say something to a session and print the answer", AskCommand::new),
            new Named("wait", "wait until sessions are idle or need somebody", WaitCommand::new),
            new Named("ls", "list sessions", LsCommand::new),
            new Named("status", "say what sessions do", StatusCommand::new),
            new Named("show", "show a session", ShowCommand::new),
            new Named("explain", "explain a status by the facts it is founded on", ExplainCommand::new),
            new Named("events", "print or follow what happens", EventsCommand::new),
            new Named("transcript", "print the conversation", TranscriptCommand::new),
            new Named("search", "find what was said in any conversation", SearchCommand::new),
            new Named("last-message", "print what the agent said last", LastMessageCommand::new),
            new Named("capture", "print the agent's terminal", CaptureCommand::new),
            new Named("attach", "show the agent's terminal in this one", AttachCommand::new),
            new Named("usage", "say what agents used and what it cost", UsageCommand::new),
            new Named("diff", "print what changed in the workspace", DiffCommand::new),
            new Named("requests", "list what agents ask", RequestsCommand::new),
            new Named("approve", "let an agent do what it asks permission for", ApproveCommand::new),
            new Named("deny", "refuse what an agent asks", DenyCommand::new),
            new Named("answer", "answer an agent's question", AnswerCommand::new),
            new Named("interrupt", "stop the running turn", InterruptCommand::new),
            new Named("stop", "end agents, keeping all that is theirs", StopCommand::new),
            new Named("start", "start agents that do not run", StartCommand::start),
            new Named("restart", "stop agents and start them anew", StartCommand::restart),
            new Named("resume", "go on with conversations", StartCommand::resume),
            new Named("fork", "go on from a copy of a conversation", ForkCommand::new),
            new Named("handoff", "go on with another agent or model", HandoffCommand::new),
            new Named("rm", "remove sessions, saving their work first", RmCommand::new),
            new Named("kill", "remove many sessions at once", KillCommand::new),
            new Named("reclaim", "take away worktrees that nobody needs", ReclaimCommand::new),
            new Named("mode", "give a session another mode or model", ModeCommand::new),
            new Named("goal", "set what an agent pursues by itself", GoalCommand::new),
            new Named("rename", "give a session another handle or title", RenameCommand::new),
            new Named("rewind", "bring a workspace back to before a turn", RewindCommand::new),
            new Family(
                    "agents",
                    "list agents, and look at what is known of them",
                    List.of(
                            new Named("ls", "list the agents that are known", AgentsLsCommand::new),
                            new Named("probe", "look whether an agent can be started", AgentsProbeCommand::new),
                            new Named("show", "show all that is known of an agent", AgentsShowCommand::new))),
            new Named("adopt", "make a session of an agent that you have started", AdoptCommand::new),
            new Named("trust", "let a project's scripts be run", TrustCommand::new),
            new Family(
                    "rescue",
                    "look at what was saved of workspaces, and bring it back",
                    List.of(
                            new Named("ls", "list what was saved", RescueLsCommand::new),
                            new Named("show", "show what a rescue holds", RescueShowCommand::new),
                            new Named("restore", "bring a rescue back", RescueRestoreCommand::new))),
            new Family(
                    "group",
                    "list, move and remove groups of sessions",
                    List.of(
                            new Named("ls", "list the groups", GroupLsCommand::new),
                            new Named("mv", "move a group to another path", GroupMvCommand::new),
                            new Named("rm", "remove the sessions of a group", GroupRmCommand::new))),
            new Named("completion", "print a script that completes command lines", CompletionCommand::new),
            new Named("install-skill", "teach agents to delegate with Tagma", InstallSkillCommand::new),
            new Named("up", "run the daemon", UpCommand::new),
            new Named("down", "end the daemon; agents live on", DownCommand::new),
            new Named("doctor", "look whether all is there that is needed", DoctorCommand::new),
            new Named("version", "print versions", VersionCommand::new));

    private Commands() {}

    public static List<Entry> all() {
        return ALL;
    }

    public static Optional<Entry> entry(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** What a first word can be. */
    public sealed interface Entry {

        String name();

        /** What it does, in a few words. */
        String summary();
    }

    /** A command that can be called. */
    public record Named(String name, String summary, Supplier<Command> maker) implements Entry {}

    /** Commands about one thing, each called by the family's name and its own. */
    public record Family(String name, String summary, List<Named> members) implements Entry {

        public Family {
            members = List.copyOf(members);
        }

        /** The member of this name, under its full one. */
        public Optional<Named> member(String own) {
            return members.stream()
                    .filter(one -> one.name().equals(own))
                    .findFirst()
                    .map(one -> new Named(name + " " + own, one.summary(), one.maker()));
        }
    }
}
