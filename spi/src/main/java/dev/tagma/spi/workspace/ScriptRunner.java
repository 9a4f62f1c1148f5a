package dev.tagma.spi.workspace;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Runs the scripts of projects. Calls for different sessions may overlap; calls for one may not. */
public interface ScriptRunner {

    /**
     * Runs a script to its end. What a former run for the same session and role left running, as after a crash, is ended
     * first; so is all of a run that takes too long or is interrupted.
     */
    Ended run(Run run) throws InterruptedException;

    /**
     * One run.
     *
     * @param role such as {@code setup}, a word
     * @param environment variables beside what every program is given
     * @param log takes all output, anew for each run, what is too long without its beginning
     */
    record Run(
            SessionId session,
            String role,
            Script script,
            Path directory,
            Map<String, String> environment,
            Duration limit,
            Path log) {

        public Run {
            environment = Map.copyOf(environment);
        }
    }

    /**
     * How a run ended.
     *
     * @param how in words that follow the script's name, such as {@code ended with exit code 3}
     * @param lastLines the end of its output
     */
    record Ended(boolean succeeded, String how, String lastLines) {}
}
