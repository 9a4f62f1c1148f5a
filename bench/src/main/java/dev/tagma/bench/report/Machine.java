package dev.tagma.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The machine that is measured on. */
final class Machine {

    private Machine() {}

    /** When and on what, with what else it does. */
    static String text(Instant now) throws IOException {
        long kilobytes = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "%s UTC, %d cores, %d GB of RAM, Java %s, load average %s",
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).format(now.atOffset(ZoneOffset.UTC)),
                Runtime.getRuntime().availableProcessors(),
                Math.round(kilobytes / 1048576.0),
                Runtime.version(),
                load());
    }

    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }
}
