package dev.tagma.adapters.proc;

import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the process that a program means by a number: its own idea of it is another one in a sandbox. */
public interface Pids {

    /** Programs that number processes as the machine does. */
    Pids MACHINE = Processes::find;

    /** The process of this number, none where there is none. */
    Optional<ProcessKey> find(long number);

    /** Programs that number processes by themselves, and were all started with this variable. */
    static Pids within(String variable, String value) {
        return number -> ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> innermost(pid) == number)
                .filter(pid -> value.equals(Processes.environment(pid).get(variable)))
                .findFirst()
                .flatMap(Processes::find);
    }

    /** What the process calls itself, where that is not what the machine calls it; -1 where it calls itself the same. */
    private static long innermost(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 2)
                    .map(words -> Long.parseLong(words[words.length - 1]))
                    .findFirst()
                    .orElse(-1L);
        } catch (IOException | RuntimeException gone) {
            return -1;
        }
    }
}
