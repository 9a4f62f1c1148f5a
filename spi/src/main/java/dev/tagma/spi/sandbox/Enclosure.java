package dev.tagma.spi.sandbox;

import dev.tagma.core.sandbox.Containment;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.TerminalRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is around the programs of one session. Methods may be called from any thread. */
public interface Enclosure extends AutoCloseable {

    /** Nothing is around them. */
    static Enclosure none() {
        return new NoEnclosure();
    }

    /** The launch that runs the program within; throws {@link dev.tagma.spi.runtime.TerminalException}. */
    Launch around(Launch launch);

    /** What is enforced of a program that is started now; none where nothing is around it. */
    Optional<Containment> containment();

    /** Whether the programs within number processes by themselves: what they call 2 is another one outside. */
    boolean ownNumbers();

    /** Ends what is left of the session's programs. Safe to repeat, and where there is nothing. */
    void end();

    /** Lets go of what this daemon does for the programs; they live on. */
    @Override
    void close();

    /** The same place for terminals, whose programs are started within. */
    default TerminalRuntime of(TerminalRuntime terminals) {
        return new EnclosedTerminals(terminals, this);
    }

    /** The same place for processes, which are started within. */
    default ProcessRuntime of(ProcessRuntime processes) {
        return new EnclosedProcesses(processes, this);
    }

    /**
     * A program that is to be run.
     *
     * @param terminal whether it has one
     */
    record Launch(List<String> command, Map<String, String> environment, Path directory, boolean terminal) {

        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }
    }
}
