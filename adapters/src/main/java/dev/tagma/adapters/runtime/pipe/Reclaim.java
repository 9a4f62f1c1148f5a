package dev.tagma.adapters.runtime.pipe;

import dev.tagma.adapters.files.Holes;
import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Gives back what consumed bytes take on the disk: no file is ever cut or replaced, because the other side has it open. */
final class Reclaim {

    private static final System.Logger LOG = System.getLogger(Reclaim.class.getName());

    /** Less is not worth a process. */
    private static final long STEP = 1 << 20;

    private final Holes holes;
    private final Map<Path, Long> freed = new HashMap<>();

    Reclaim(Holes holes) {
        this.holes = holes;
    }

    /** What stands in front of the offset is not read again by anybody. */
    void before(Path file, long offset) {
        if (due(file, offset)) {
            holes.before(file, offset);
        }
    }

    /** Another file may stand there next. */
    synchronized void forget(Path file) {
        freed.remove(file);
    }

    private synchronized boolean due(Path file, long offset) {
        if (offset - freed.getOrDefault(file, 0L) < STEP) {
            return false;
        }
        freed.put(file, offset);
        return true;
    }

    /** How far a process has read a file that it has open; 0 where that cannot be seen. */
    static long readBy(ProcessKey process, Path file) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            for (Path one : open.toList()) {
                if (Files.readSymbolicLink(one).equals(file)) {
                    return Files.readAllLines(proc.resolve("fdinfo").resolve(one.getFileName())).stream()
                            .filter(line -> line.startsWith("pos:"))
                            .mapToLong(line -> Long.parseLong(line.substring(4).strip()))
                            .findFirst()
                            .orElse(0);
                }
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.TRACE, () -> "Cannot see what " + process.pid() + " reads: " + gone);
        }
        return 0;
    }
}
