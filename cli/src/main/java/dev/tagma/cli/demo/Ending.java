package dev.tagma.cli.demo;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** Ends everything that a demo has started, whatever became of it. */
public final class Ending {

    private final Ground ground;
    private final Processes processes;

    public Ending(Ground ground) {
        this.ground = ground;
        this.processes = new Processes(ground);
    }

    /** Says what had to be ended by force, or could not be ended. */
    public Finding run() {
        if (!Files.exists(ground.home().state())) {
            return new Finding("nothing was started", Optional.empty());
        }
        Optional<String> refused = stop();
        List<String> forced = processes.end();
        removeRuntime();
        Optional<String> fault =
                forced.isEmpty() ? refused : Optional.of("ended by force: " + String.join(", ", forced));
        return new Finding("nothing is left running: " + processes.ended(), fault);
    }

    /** The daemon knows what runs. One that was killed is started for it: it finds what it had started. */
    private Optional<String> stop() {
        try {
            List<Fields> sessions =
                    ground.ask(Ask.of(SessionOperations.LIST)).fields().objects("sessions");
            processes.look(sessions);
            for (Fields session : sessions) {
                stop(session.text("id"));
            }
            ground.ask(Ask.of(DaemonOperations.SHUT_DOWN));
            return Optional.empty();
        } catch (Failure refused) {
            return Optional.of(refused.sentence());
        }
    }

    private void stop(String session) {
        try {
            ground.ask(Ask.of(SessionOperations.STOP, session).mayBeRepeated());
        } catch (Failure alreadyGone) {
            if (!alreadyGone.code().equals("conflict") && !alreadyGone.code().equals("not_found")) {
                throw alreadyGone;
            }
        }
    }

    /** It holds sockets only, and lies outside of the demo's directory. */
    private void removeRuntime() {
        try {
            Files.deleteIfExists(ground.home().runtime());
        } catch (IOException notEmpty) {
            // Some socket of a daemon that had to be killed: it harms nobody.
        }
    }
}
