package dev.tagma.adapters.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts programs in a process group of their own where the machine has {@code setsid}, so that they can be ended with
 * their children; elsewhere the children are found by parentage.
 */
final class OwnGroup {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final boolean own = Files.isExecutable(SETSID);
    private final Signals signals = new Signals();

    Process start(List<String> command, Map<String, String> environment, Path directory) throws IOException {
        String program = command.getFirst();
        if (!Files.isDirectory(directory)) {
            throw new IOException("The directory " + directory + ", in which to run " + program + ", does not exist");
        }
        List<String> line = new ArrayList<>();
        if (own) {
            // Under setsid a missing program would be an exit code like any other; say it plainly instead.
            if (Executables.find(program, environment, directory).isEmpty()) {
                throw new IOException("There is no program '" + program + "' that could be run; PATH is "
                        + environment.getOrDefault("PATH", "not set"));
            }
            line.add(SETSID.toString());
        }
        line.addAll(command);
        var builder = new ProcessBuilder(line).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    void kill(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (own) {
            try {
                signals.toGroup(process.pid(), "KILL");
            } catch (IOException e) {
                // No shell to be had: the children found by parentage have been killed above.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
