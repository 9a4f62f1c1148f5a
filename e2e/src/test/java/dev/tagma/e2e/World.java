package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The agent a scenario is played with: the real one against a fake model, or the scripted one. */
interface World extends AutoCloseable {

    /** The agent's name in Tagma. */
    String agent();

    /** Further words of {@code create} that say how the agent is driven; none for the usual way. */
    default List<String> driving() {
        return List.of();
    }

    /**
     * The lines of {@code config.yaml} below {@code agents:} that make Tagma find it.
     *
     * @param wrapper what is to start the agent in place of Tagma: the command line goes on with the agent's own
     */
    String configuration(List<String> wrapper);

    /** Further words of {@code create} that make the agent ask whether the folder is to be trusted. */
    List<String> distrusting();

    /** Variables of the daemon that the agent needs. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** What {@code create} is told so that the agent's account has a limit that can be used up. */
    default List<String> subscribed() {
        return List.of();
    }

    /** Prepares the home directory the agent runs in, so that it trusts the repository and asks for no login. */
    void prepare(Path home, Path repository);

    /** Lets the script's {@code WAIT gate} go on, whether it waits already or not. */
    void open(String gate);

    /** Returns when the script waits at that gate. */
    void awaitAt(String gate);

    /** How often the model was newly told these words: more than once is a doubled message. */
    long told(String words);

    /** All that persons said to the model, in order, freed from what the program wraps around it. */
    List<String> heard();

    @Override
    void close();
}
