package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.confine.Inside;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which variables an agent has within. Only their names are said: the engine's program takes the values from its own
 * environment, and no list of processes shows them.
 */
final class Variables {

    /** What is true of this machine and not of the image, which has its own. */
    private static final Set<String> MACHINE = Set.of(
            "PATH", "SHELL", "HOSTNAME", "PWD", "OLDPWD", "SHLVL", "_", "LD_LIBRARY_PATH", "LD_PRELOAD", "JAVA_HOME");

    /** What the engine's program is told by. */
    private static final List<String> ENGINES = List.of("DOCKER_", "CONTAINER_", "CONTAINERS_", "BUILDAH_");

    private Variables() {}

    /** @param terminal whether there is one, whose kind the program has to know */
    static List<String> names(Map<String, String> environment, boolean terminal) {
        Set<String> names = new TreeSet<>(environment.keySet());
        names.removeAll(MACHINE);
        Inside.LEADING_OUT.forEach(names::remove);
        names.removeIf(name -> ENGINES.stream().anyMatch(name::startsWith));
        if (terminal) {
            names.add("TERM");
        }
        return List.copyOf(names);
    }
}
