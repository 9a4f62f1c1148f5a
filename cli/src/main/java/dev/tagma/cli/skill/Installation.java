package dev.tagma.cli.skill;

import dev.tagma.cli.talk.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Writes a skill to its place, whole or not at all. */
public final class Installation {

    /** Instructions of a person are kilobytes; more is some other file. */
    private static final long LIMIT = 4 * 1024 * 1024;

    private Installation() {}

    /** What an installation did to a file. */
    public enum Outcome {
        WRITTEN,
        UPDATED,
        UNCHANGED
    }

    public static Outcome at(SkillPlace place) {
        Path file = place.file();
        try {
            Optional<String> present = present(file);
            String content = place.content(present);
            if (present.filter(content::equals).isPresent()) {
                return Outcome.UNCHANGED;
            }
            write(file, content);
            return present.isPresent() ? Outcome.UPDATED : Outcome.WRITTEN;
        } catch (CharacterCodingException notText) {
            throw Failure.failed("%s is not text in UTF-8 and stays as it is: move it away first".formatted(file));
        } catch (IOException refused) {
            throw Failure.failed("cannot write %s: %s".formatted(file, reason(refused)));
        }
    }

    private static Optional<String> present(Path file) throws IOException {
        if (!Files.exists(file) && !Files.isSymbolicLink(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            throw Failure.failed("%s is not a file and stays as it is: move it away first".formatted(file));
        }
        if (Files.size(file) > LIMIT) {
            throw Failure.failed(
                    "%s is larger than %d MB and stays as it is: move it away first".formatted(file, LIMIT >> 20));
        }
        return Optional.of(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString());
    }

    /** Beside it, then renamed; where the file is a link, what it leads to is written. */
    private static void write(Path file, String content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path folder = target.getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".tagma-", ".new");
        try {
            Files.writeString(fresh, content);
            Files.setPosixFilePermissions(fresh, permissions(target));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static Set<PosixFilePermission> permissions(Path target) throws IOException {
        return Files.exists(target)
                ? Files.getPosixFilePermissions(target)
                : Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.GROUP_READ,
                        PosixFilePermission.OTHERS_READ);
    }

    private static String reason(IOException refused) {
        String message = refused.getMessage();
        String kind = refused.getClass().getSimpleName().replace("Exception", "");
        return message == null ? kind : message + " (" + kind + ")";
    }
}
