package dev.tagma.e2e;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the classes that start hundreds of daemons a start-up cache such as an installed Tagma has, made once for all of
 * them by a daemon that had a turn. It halves what a start costs.
 */
final class StartUpCache implements ParameterResolver {

    /** Where it lies, for daemons with that class path; nothing where a JVM can make none for it. */
    record Made(Path directory, String classPath, Optional<Path> cache) implements AutoCloseable {

        /** Has every daemon of this stage use it. */
        void quicken(Stage stage) {
            cache.ifPresent(
                    file -> stage.properties(Map.of("java.class.path", classPath, "tagma.aot", file.toString())));
        }

        @Override
        public void close() throws IOException {
            if (cache.isPresent()) {
                Files.deleteIfExists(cache.get());
            }
            Files.delete(directory);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Made.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(StartUpCache.class))
                .computeIfAbsent(Made.class, made -> make(), Made.class);
    }

    private static Made make() {
        try {
            Path directory = Files.createTempDirectory("tagma-e2e-start-up");
            List<Path> jars = daemonsClassPath();
            String classPath = jars.stream().map(Path::toString).collect(joining(File.pathSeparator));
            Path cache = directory.resolve("daemon.aot");
            // A JVM makes none for classes that lie in directories, as they do where an editor runs this.
            if (jars.stream().noneMatch(Files::isDirectory)) {
                train(classPath, cache);
            }
            return new Made(directory, classPath, Optional.of(cache).filter(Files::exists));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ending);
        }
    }

    /** Without this module, of which a daemon needs nothing. */
    private static List<Path> daemonsClassPath() {
        Path own = Path.of(URI.create(StartUpCache.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .getParent();
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> !entry.startsWith(own))
                .toList();
    }

    /** The JVM writes it when the daemon ends. */
    private static void train(String classPath, Path cache) throws IOException, InterruptedException {
        try (Stage stage = new Stage(new ScriptedWorld())) {
            stage.properties(Map.of("java.class.path", classPath));
            stage.environment()
                    .put(CrashScenarios.JAVA_OPTIONS, CrashScenarios.SHORT_LIVED + " -XX:AOTCacheOutput=" + cache);
            String session = stage.create("--in-place");
            stage.say(session, "SAY hello");
            stage.ok("events", "--since", "start", "--json");
            stage.ok("rm", session, "--force", "dirty");
            stage.ok("down");
        }
    }
}
