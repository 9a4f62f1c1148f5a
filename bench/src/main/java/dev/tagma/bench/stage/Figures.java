package dev.tagma.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process uses. */
public record Figures(long pid) {

    /** The kernel's unit of CPU time in what it tells user programs: always a hundredth of a second. */
    private static final long MILLIS_PER_TICK = 10;

    public ProcessHandle process() {
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** Resident memory in megabytes. */
    public long megabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }

    /** The CPU time used so far. */
    public Duration cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Duration.ofMillis((Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK);
    }
}
