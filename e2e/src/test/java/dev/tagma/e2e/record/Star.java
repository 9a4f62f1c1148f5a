package dev.tagma.e2e.record;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** An agent whose screens are recorded. */
interface Star {

    /** Its name in Tagma, and that of its folder in the corpus. */
    String agent();

    /** What makes it talk to that model and to nobody else. */
    Map<String, String> environment(URI model);

    /** The files of its home, by their paths there, with which it starts to its composer and asks nothing. */
    Map<String, String> settings(Path work);

    /** What stands on its screen when its composer takes text. */
    String ready();

    /** What it says of itself in a state file, where it keeps one. */
    default Optional<JsonNode> stateFile(Path home) {
        return Optional.empty();
    }

    /** All that it is made to show. */
    List<Scene> scenes();
}
