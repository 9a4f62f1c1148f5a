package dev.tagma.adapters.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the file that a program's name means. */
public final class Executables {

    /** Where the C library looks when there is no PATH. */
    private static final String PATH_OF_LAST_RESORT = "/bin:/usr/bin";

    private Executables() {}

    /** The executable file that {@code exec} would run for this name, environment and working directory. */
    public static Optional<Path> find(String program, Map<String, String> environment, Path directory) {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        if (program.indexOf('/') >= 0) {
            return Optional.of(directory.resolve(program)).filter(Executables::runnable);
        }
        for (String place :
                environment.getOrDefault("PATH", PATH_OF_LAST_RESORT).split(":", -1)) {
            Path candidate = directory.resolve(place).resolve(program);
            if (runnable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
