package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Talk;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Waits until a session's agent is up, as long as the command line says. */
final class ComingUp {

    /** An agent that needs longer to come up is hung, or waits for something it does not show. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final OptionSpec noWait = flag("Do not wait until the agent is up.", "--no-wait");
    private final OptionSpec timeout = value("SECONDS", "How long to wait for the agent at most (120).", "--timeout");

    List<ArgSpec> words() {
        return List.of(noWait, timeout);
    }

    /** From now on. */
    Deadline deadline() {
        return Deadline.after(limit());
    }

    private Duration limit() {
        return Values.seconds(timeout).orElse(PATIENCE);
    }

    /**
     * @param begun the session as it was when its start began
     * @param quiet whether nothing more is to be said when it is up
     */
    Exit await(Context context, Answer begun, Deadline deadline, boolean quiet) {
        if (given(noWait)) {
            if (context.json()) {
                context.talk().printJson(begun.json());
            }
            return Exit.OK;
        }
        Standing session = Standing.of(begun.fields());
        context.talk().progress("starting " + session.handle());
        var waited = new Patience(context.api()).await(session.id(), "live", Optional.empty(), deadline);
        return judge(context, Standing.of(waited.session()), waited.reached(), quiet);
    }

    private Exit judge(Context context, Standing session, boolean reached, boolean quiet) {
        if (context.json()) {
            context.printJson(session.all());
        }
        if (session.notRunning()) {
            throw failed(session);
        }
        if (!reached) {
            throw Failure.of(
                    Exit.TIMED_OUT,
                    "%s is still %s after %d s (%s); it goes on, see tagma show %s"
                            .formatted(
                                    session.handle(),
                                    session.lifecycle(),
                                    limit().toSeconds(),
                                    session.reason(),
                                    session.handle()));
        }
        if (!quiet) {
            tell(context.talk(), session);
        }
        return Exit.OK;
    }

    static Failure failed(Standing session) {
        String kept = session.hasWorkspace() ? "its workspace is kept, " : "";
        return Failure.failed("%s did not come up: %s; %ssee tagma show %s"
                .formatted(session.handle(), session.reason(), kept, session.handle()));
    }

    private static void tell(Talk talk, Standing session) {
        talk.say(Span.of(session.handle() + " "), session.word(), Span.of(" in " + session.place()));
        session.nextStep()
                .ifPresent(step -> talk.say(Span.of("it asks: " + session.asked() + "; answer with " + step)));
    }
}
