package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.proc.Pids;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file in which Claude Code publishes what it does: {@code sessions/<pid>.json} in its configuration directory. */
final class StateFile {

    /**
     * What the file says.
     *
     * @param number what the program calls its process, and the file is called by
     * @param status {@code idle}, {@code busy}, {@code waiting} or {@code shell}
     * @param waitingFor such as {@code permission prompt}
     */
    record State(long number, ProcessKey process, String sessionId, String status, String waitingFor, Instant since) {

        /** What follows from it, seen at that time. */
        Fact fact(Reading reading, Instant seenAt, String detail) {
            return new Fact(Source.AGENT_STATE, reading, since, seenAt, Reach.LEVEL, Optional.of(process), detail);
        }
    }

    private final Path directory;
    private final JsonMapper mapper;
    private final Optional<Pids> own;

    /** One in the directory that all agents of a user share. */
    StateFile(Path directory, JsonMapper mapper) {
        this(directory, mapper, Optional.empty());
    }

    /** @param own finds the processes of the one session that the directory belongs to; none where all share it */
    StateFile(Path directory, JsonMapper mapper, Optional<Pids> own) {
        this.directory = directory;
        this.mapper = mapper;
        this.own = own;
    }

    Path directory() {
        return directory;
    }

    /**
     * The state of the process in the terminal, or of one it started: a command may wrap the program. A file that a dead
     * process left behind does not count.
     */
    Optional<State> read(long terminalPid) {
        Optional<State> itself =
                own.isPresent() ? Optional.empty() : read(directory.resolve(terminalPid + ".json"), terminalPid);
        if (itself.isPresent()) {
            return itself;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{1,10}\\.json"))
                    .filter(file -> own.isPresent() || Processes.descends(pid(file), terminalPid))
                    .flatMap(file -> read(file, pid(file)).stream())
                    .findFirst();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Whether there is no file of this process; one that is being written is there. */
    boolean missing(long number) {
        return !Files.exists(directory.resolve(number + ".json"));
    }

    private static long pid(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ".json".length()));
    }

    private Optional<State> read(Path file, long pid) {
        Optional<ProcessKey> process = own.orElse(Pids.MACHINE).find(pid);
        if (process.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode node = mapper.readTree(Files.readAllBytes(file));
            String status = node.path("status").asString("");
            long since = node.path("statusUpdatedAt").asLong(0);
            return status.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new State(
                            pid,
                            process.get(),
                            node.path("sessionId").asString(""),
                            status,
                            node.path("waitingFor").asString(""),
                            Instant.ofEpochMilli(since)));
        } catch (IOException | JacksonException halfWritten) {
            return Optional.empty();
        }
    }
}
