package dev.tagma.testkit.model;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The fake model server as a program: {@code --port N --log FILE --pace MILLISECONDS}, each of them optional. */
public final class FakeModelMain {

    private static final Set<String> OPTIONS = Set.of("--port", "--log", "--pace");

    private FakeModelMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var options = options(arguments, System.err);
        var port = Integer.parseInt(options.getOrDefault("--port", "8789"));
        var pace = Duration.ofMillis(Long.parseLong(options.getOrDefault("--pace", "0")));
        try (var log = log(options.getOrDefault("--log", ""));
                var model = FakeModel.start(port, pace, log)) {
            System.out.println("fake model server on " + model.base());
            new CountDownLatch(1).await();
        } catch (UncheckedIOException e) {
            System.err.println("fake model server: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Map<String, String> options(String[] arguments, PrintStream errors) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                errors.println(
                        "fake model server: cannot read \"%s\"; options are --port N, --log FILE, --pace MILLISECONDS"
                                .formatted(arguments[i]));
                System.exit(2);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static Writer log(String file) throws IOException {
        if (file.isEmpty()) {
            return Writer.nullWriter();
        }
        var path = Path.of(file).toAbsolutePath();
        Files.createDirectories(path.getParent());
        return Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
