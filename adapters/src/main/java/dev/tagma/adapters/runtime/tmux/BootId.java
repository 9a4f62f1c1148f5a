package dev.tagma.adapters.runtime.tmux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which boot of the machine this is. Only Linux tells so far. */
public final class BootId {

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    public static String current() throws IOException {
        return Files.readString(LINUX).strip();
    }
}
