package dev.tagma.adapters.runtime.pipe;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.spi.runtime.ProcessRuntime.Recovery;
import dev.tagma.spi.runtime.TerminalHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A daemon in short: writes one frame and is killed by itself at a checkpoint. */
final class DyingWriter {

    private DyingWriter() {}

    /** Arguments: the runtime's directory, the process handle, the frame's number and file, and the checkpoint to die at. */
    public static void main(String... arguments) throws Exception {
        try (FileWatch watch = new FileWatch();
                PipeRuntime runtime = new PipeRuntime(
                        Path.of(arguments[0]),
                        Processes.bootId(),
                        Map.of(),
                        watch,
                        name -> dieAt(name, arguments[4]))) {
            if (runtime.recover(TerminalHandle.parse(arguments[1])) instanceof Recovery.Found(var process)) {
                process.write(Long.parseLong(arguments[2]), Files.readAllBytes(Path.of(arguments[3])));
            }
        }
    }

    private static void dieAt(String reached, String checkpoint) {
        if (reached.equals(checkpoint)) {
            try {
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                "kill -9 " + ProcessHandle.current().pid())
                        .start()
                        .waitFor();
            } catch (java.io.IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
