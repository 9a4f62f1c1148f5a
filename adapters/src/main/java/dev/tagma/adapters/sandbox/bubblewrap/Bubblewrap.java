package dev.tagma.adapters.sandbox.bubblewrap;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.sandbox.Enclosure;
import dev.tagma.spi.sandbox.Interior;
import dev.tagma.spi.sandbox.Needs;
import dev.tagma.spi.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sandboxes by {@code bwrap}: without a daemon, an image or a right that a user has not. */
public final class Bubblewrap implements Sandbox {

    /** It takes milliseconds; a machine that needs longer for it runs no agent. */
    private static final Duration PROBED_WITHIN = Duration.ofSeconds(20);

    private static final String PROGRAM = "bwrap";

    private final Map<String, String> environment;
    private final ForwarderProgram forwarder;

    /**
     * @param environment the daemon's, in which programs are found
     * @param forwarder what carries a session's connections to its proxy
     */
    public Bubblewrap(Map<String, String> environment, ForwarderProgram forwarder) {
        this.environment = Map.copyOf(environment);
        this.forwarder = forwarder;
    }

    @Override
    public SandboxKind kind() {
        return SandboxKind.BUBBLEWRAP;
    }

    /** Has it do once what is done for agents. */
    @Override
    public Optional<String> hindrance() {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.of(
                    "Sandbox 'bubblewrap' needs the program 'bwrap', which was not found; install it, as with"
                            + " 'apt install bubblewrap'");
        }
        List<String> trial = new ArrayList<>(List.of(program.get().toString()));
        trial.addAll(Command.NAMESPACES);
        trial.addAll(List.of("--unshare-net", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--"));
        trial.addAll(Command.OWN_SIGNALS);
        trial.add("/bin/true");
        try {
            Outcome outcome = new Programs()
                    .run(Invocation.of(Path.of("/"), environment, trial).withLimit(PROBED_WITHIN));
            return switch (outcome) {
                case Outcome.Exited ended ->
                    ended.code() == 0
                            ? Optional.empty()
                            : Optional.of(refused(ended.errors().text()));
                case Outcome.TimedOut late ->
                    Optional.of(refused("no answer within " + PROBED_WITHIN.toSeconds() + " s"));
                case Outcome.NotStarted(String why) -> Optional.of(refused(why));
            };
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return Optional.of("The look at 'bwrap' was interrupted; ask again");
        }
    }

    private static String refused(String said) {
        String why = said.strip().lines().findFirst().orElse("it failed");
        return "Sandbox 'bubblewrap' cannot be used here: " + why
                + "; let users make namespaces (sysctl kernel.unprivileged_userns_clone, user.max_user_namespaces, or"
                + " kernel.apparmor_restrict_unprivileged_userns), or choose another sandbox";
    }

    @Override
    public Optional<String> objection(SandboxRule rule, Needs needs) {
        if (needs.port() && !(rule.network() instanceof Network.On)) {
            return Optional.of("The daemon speaks to this agent over a TCP port, which it cannot reach in a bubblewrap"
                    + " sandbox without network; say 'network: on', or choose another agent");
        }
        return Optional.empty();
    }

    @Override
    public Enclosure enclose(Interior interior) {
        return new BubblewrapEnclosure(
                interior,
                program()
                        .orElseThrow(() -> new TerminalException(
                                "The program 'bwrap' of this session's sandbox is not here any more; install it",
                                false)),
                new Scope(environment),
                forwarder);
    }

    private Optional<Path> program() {
        return Executables.find(PROGRAM, environment, Path.of("/"));
    }
}
