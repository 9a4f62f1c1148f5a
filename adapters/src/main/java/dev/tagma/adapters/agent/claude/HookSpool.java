package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.proc.Pids;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The directory in which a session's hooks leave what they were told and wait for answers. Everything in it survives the
 * daemon: hooks go on writing and waiting while it is down.
 */
final class HookSpool {

    private static final System.Logger LOG = System.getLogger(HookSpool.class.getName());

    private final Path directory;
    private final JsonMapper mapper;
    private final Pids pids;

    HookSpool(Path directory, JsonMapper mapper) {
        this(directory, mapper, Pids.MACHINE);
    }

    /** @param pids finds the processes of hooks by the numbers that they give */
    HookSpool(Path directory, JsonMapper mapper, Pids pids) {
        this.directory = directory;
        this.mapper = mapper;
        this.pids = pids;
    }

    Path directory() {
        return directory;
    }

    Path events() {
        return directory.resolve("events");
    }

    /** Makes the directories and writes the hook script and the settings beside them; returns the settings' path. */
    Path prepare() throws IOException {
        for (String part : List.of("events", "asks", "tmp")) {
            Files.createDirectories(
                    directory.resolve(part),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path script = directory.resolve("hook.sh");
        try (InputStream source = HookSpool.class.getResourceAsStream("tagma-hook.sh")) {
            if (source == null) {
                throw new IllegalStateException("The hook script is missing in this build");
            }
            replace(script, new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
        Path settings = directory.resolve("settings.json");
        replace(settings, HookSettings.json(mapper, script, directory));
        return settings;
    }

    /** The events whose files are there and are not among {@code known}, in the order they happened. */
    List<HookEvent> read(java.util.Set<String> known) throws IOException {
        TreeSet<HookEvent> events = new TreeSet<>();
        try (Stream<Path> files = Files.list(events())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = name(file);
                if (!known.contains(name)) {
                    event(file, name).ifPresent(events::add);
                }
            }
        } catch (NoSuchFileException removed) {
            return List.of();
        }
        return new ArrayList<>(events);
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    }

    private Optional<HookEvent> event(Path file, String name) {
        Optional<Instant> at = HookEvent.time(name);
        if (at.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new HookEvent(name, at.get(), mapper.readTree(Files.readAllBytes(file))));
        } catch (IOException | JacksonException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "The hook event " + file + " cannot be read", unreadable);
            return Optional.empty();
        }
    }

    /** Forgets an event that has been taken in for good. */
    void forget(String name) {
        delete(events().resolve(name + ".json"));
    }

    /** Whether the hook that asked still waits. */
    boolean waits(HookEvent ask) {
        return Files.exists(fifo(ask.name()))
                && !Files.exists(answer(ask.name()))
                && pids.find(ask.pid()).isPresent();
    }

    /** Gives a waiting hook its answer; false when it does not wait any more. Repeating the call is harmless. */
    boolean answer(HookEvent ask, String json) {
        if (!waits(ask)) {
            return false;
        }
        try {
            replace(answer(ask.name()), json);
            poke(fifo(ask.name()));
            return true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lets a hook go whose request is over, without an answer, and forgets it. */
    void release(HookEvent ask) {
        answer(ask, "");
        if (!waits(ask)) {
            forget(ask.name());
        }
    }

    /** Removes what answered or killed hooks left behind. */
    void sweep() {
        try (Stream<Path> files = Files.list(directory.resolve("asks"))) {
            files.filter(file -> HookEvent.time(stem(file))
                            .filter(at -> pids.find(pid(stem(file))).isEmpty())
                            .isPresent())
                    .forEach(HookSpool::delete);
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "Nothing to sweep in " + directory);
        }
    }

    private static String stem(Path file) {
        String name = file.getFileName().toString();
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    private static long pid(String stem) {
        return Long.parseLong(stem.substring(stem.indexOf('-') + 1));
    }

    /** While held, no tool begins and so no permission dialog opens; hooks wait two seconds at most. */
    void hold() throws IOException {
        Files.writeString(directory.resolve("hold"), "");
    }

    void letGo() {
        delete(directory.resolve("hold"));
    }

    private Path fifo(String name) {
        return directory.resolve("asks").resolve(name + ".fifo");
    }

    private Path answer(String name) {
        return directory.resolve("asks").resolve(name + ".answer");
    }

    /** Opens for reading and writing, which never blocks on a fifo. */
    private static void poke(Path fifo) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(fifo.toFile(), "rw")) {
            file.write('\n');
        }
    }

    private void replace(Path file, String text) throws IOException {
        Path temporary = directory.resolve("tmp").resolve(file.getFileName() + ".new");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.DEBUG, () -> "Cannot delete " + file + ": " + failed);
        }
    }
}
