package dev.tagma.adapters.confine;

import dev.tagma.adapters.exec.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the files of a program lie, which it reads to run: found by how programs are usually installed. */
public final class Installation {

    private static final String PACKAGES = "node_modules";

    private final Path home;

    private Installation(Map<String, String> environment) {
        this.home = Path.of(environment.getOrDefault("HOME", "/"));
    }

    /**
     * The places that a command needs: of its program, and those that its words name, paths joined by colons among them.
     *
     * @param directory where it is to be run
     */
    public static Set<Path> of(List<String> command, Map<String, String> environment, Path directory) {
        Set<Path> places = new HashSet<>();
        var installation = new Installation(environment);
        Executables.find(command.getFirst(), environment, directory).ifPresent(program -> {
            places.addAll(installation.around(program));
            real(program).ifPresent(real -> places.addAll(installation.around(real)));
        });
        for (String word : command.subList(1, command.size())) {
            for (String part : word.split(":", -1)) {
                if (part.startsWith("/") && part.indexOf('\0') < 0 && Files.exists(Path.of(part))) {
                    places.add(withThoseBeside(Path.of(part)));
                }
            }
        }
        return places;
    }

    /** An archive of Java's may name others that lie beside it. */
    private static Path withThoseBeside(Path named) {
        Path parent = named.getParent();
        return named.toString().endsWith(".jar") && parent != null ? parent : named;
    }

    private Set<Path> around(Path program) {
        Path absolute = program.toAbsolutePath().normalize();
        return Set.of(absolute, packages(absolute).or(() -> prefix(absolute)).orElse(absolute));
    }

    /** Of a package for Node.js: what it is installed in, since its dependencies lie beside it and Node.js may too. */
    private Optional<Path> packages(Path program) {
        for (int i = 0; i < program.getNameCount(); i++) {
            if (program.getName(i).toString().equals(PACKAGES)) {
                Path above = program.getRoot().resolve(program.subpath(0, Math.max(1, i)));
                Path prefix = above.endsWith("lib") ? above.resolveSibling("") : above;
                return Optional.of(own(prefix.normalize()) ? prefix.normalize() : above.resolve(PACKAGES));
            }
        }
        return Optional.empty();
    }

    private Optional<Path> prefix(Path program) {
        return Optional.ofNullable(program.getParent())
                .filter(parent -> parent.endsWith("bin"))
                .map(Path::getParent)
                .filter(this::own);
    }

    /** Whether the directory is likely to hold a program and nothing of a person's. */
    private boolean own(Path directory) {
        return directory.getNameCount() > 1
                && !home.startsWith(directory)
                && !directory.equals(home.resolve(".local"))
                && !directory.equals(home.resolve("."));
    }

    private static Optional<Path> real(Path program) {
        try {
            return Optional.of(program.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
