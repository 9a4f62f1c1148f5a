package dev.tagma.app.config;

import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.usage.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The daemon's configuration.
 *
 * @param agents settings by agent name
 * @param budgets how much may be used, each scope once
 * @param sandbox what agents are kept within that have nothing of their own
 */
public record Config(
        Map<String, Agent> agents,
        Server server,
        Sessions sessions,
        Delivery delivery,
        StoreSettings store,
        List<Budget> budgets,
        Search search,
        SandboxRule sandbox) {

    /** What holds when nothing is configured. */
    public static final Config DEFAULT = new Config(
            Map.of(),
            new Server(Optional.of(7467), false),
            new Sessions(
                    "claude-code",
                    PermissionMode.ASK,
                    AfterLimit.WAIT,
                    false,
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(10),
                    new Ports(21000, 21999)),
            new Delivery(false, 4 << 20, new Inbox(1_000, 64L << 20)),
            new StoreSettings(false, new Kept(Duration.ofDays(90), 2_000_000, 2L << 30, 400)),
            List.of(),
            new Search(false),
            SandboxRule.NONE);

    public Config {
        agents = Map.copyOf(agents);
        budgets = List.copyOf(budgets);
    }

    /**
     * How one agent is run.
     *
     * @param command program and leading arguments; empty to find it on the path
     * @param env variables for the agent's process
     * @param acp how it is run to be spoken to over the Agent Client Protocol, where it can be
     * @param adapter the program and arguments of an adapter of its own; empty where Tagma knows the agent itself
     * @param sandbox what it is kept within, where that is said of this agent
     */
    public record Agent(
            List<String> command,
            Map<String, String> env,
            Optional<Acp> acp,
            List<String> adapter,
            Optional<SandboxRule> sandbox) {

        public static final Agent DEFAULT = new Agent(List.of(), Map.of(), Optional.empty(), List.of());

        /** One of which nothing is said about sandboxes. */
        public Agent(List<String> command, Map<String, String> env, Optional<Acp> acp, List<String> adapter) {
            this(command, env, acp, adapter, Optional.empty());
        }

        public Agent {
            adapter = List.copyOf(adapter);
            command = List.copyOf(command);
            env = Map.copyOf(env);
        }
    }

    /**
     * An agent that speaks the Agent Client Protocol.
     *
     * @param command program and arguments
     * @param login the agent's name of a way to log in that needs no person
     * @param modes the agent's names of its modes
     */
    public record Acp(List<String> command, Optional<String> login, Map<PermissionMode, String> modes) {

        public Acp {
            command = List.copyOf(command);
            modes = Map.copyOf(modes);
        }
    }

    /**
     * The doors.
     *
     * @param port TCP port of the loopback door; 0 takes a free one, none closes the door
     * @param chosen whether somebody has said which port; otherwise a free one does where that one is taken
     */
    public record Server(Optional<Integer> port, boolean chosen) {}

    /**
     * What new sessions are like.
     *
     * @param afterLimit what becomes of a turn that a usage limit cut off
     * @param scriptLimit how long a project's script may run
     * @param ports which ports are leased to them
     */
    public record Sessions(
            String agent,
            PermissionMode mode,
            AfterLimit afterLimit,
            boolean yolo,
            Duration stallAfter,
            Duration stopGrace,
            Duration scriptLimit,
            Ports ports) {}

    /** TCP ports, both ends among them. */
    public record Ports(int first, int last) {}

    /** How messages are delivered. */
    public record Delivery(boolean steer, int maxBytes, Inbox inbox) {}

    /** How many messages of a session, and bytes of their text, may be on their way at once. */
    public record Inbox(int messages, long bytes) {}

    /** How state is kept. */
    public record StoreSettings(boolean syncFull, Kept retention) {}

    /**
     * How much is kept.
     *
     * @param age of events and facts, and of a session since its removal
     * @param rows of events of a tenant
     * @param bytes of events of a tenant
     * @param snapshots of turns of a session
     */
    public record Kept(Duration age, long rows, long bytes, int snapshots) {}

    /**
     * What is searched.
     *
     * @param foreign conversations that Tagma did not start as well
     */
    public record Search(boolean foreign) {}

    /** The settings of an agent, empty where there are none. */
    public Agent agent(String name) {
        return agents.getOrDefault(name, Agent.DEFAULT);
    }
}
