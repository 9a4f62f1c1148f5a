package dev.tagma.adapters.agent.acp;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads and writes files for an agent, in its workspace and nowhere else, wherever links lead. */
final class WorkspaceFiles {

    /** A file that is larger is not read into a message. */
    private static final long LARGEST = 16L << 20;

    private final Path workspace;

    WorkspaceFiles(Path workspace) {
        this.workspace = workspace;
    }

    /** It is not done, and the agent is told why. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }
    }

    Path root() {
        return workspace;
    }

    /** A directory in the workspace, or the workspace itself. */
    Path directory(String given) throws Refused {
        Path directory = path(given).normalize().equals(workspace.normalize()) ? workspace : inside(given);
        if (!Files.isDirectory(directory)) {
            throw new Refused("there is no directory " + directory);
        }
        return directory;
    }

    String read(JsonNode params) throws Refused {
        Path file = inside(params.path("path").asString(""));
        try {
            requireFile(file);
            if (Files.size(file) > LARGEST) {
                throw new Refused(file + " is larger than " + (LARGEST >> 20) + " MB");
            }
            String text = Files.readString(file);
            return params.has("line") || params.has("limit") ? part(text, params) : text;
        } catch (NoSuchFileException absent) {
            throw new Refused("there is no file " + file);
        } catch (MalformedInputException binary) {
            throw new Refused(file + " is no text in UTF-8");
        } catch (IOException failed) {
            throw new Refused(file + " cannot be read: " + failed);
        }
    }

    private static String part(String text, JsonNode params) {
        List<String> lines = Stream.of(text.split("(?<=\n)", -1)).toList();
        int from = Math.clamp(params.path("line").asInt(1) - 1L, 0, lines.size());
        long limit = params.path("limit").asLong(lines.size());
        return String.join("", lines.subList(from, Math.clamp(from + limit, from, lines.size())));
    }

    void write(JsonNode params) throws Refused {
        Path file = inside(params.path("path").asString(""));
        try {
            Files.createDirectories(file.getParent());
            requireFile(file);
            Files.writeString(file, params.path("content").asString(""));
        } catch (IOException failed) {
            throw new Refused(file + " cannot be written: " + failed);
        }
    }

    /** A pipe would be waited for until somebody opens its other end, a device for ever. */
    private static void requireFile(Path file) throws Refused {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Refused(file + " is no file");
        }
    }

    private static Path path(String given) throws Refused {
        try {
            return Path.of(given);
        } catch (InvalidPathException none) {
            throw new Refused("'" + none.getInput().replace('\0', '?') + "' is no path: " + none.getReason());
        }
    }

    /** Where a path leads, if that is in the workspace; what of it does not exist yet cannot lead anywhere else. */
    private Path inside(String given) throws Refused {
        Path path = path(given);
        if (!path.isAbsolute()) {
            throw new Refused("'" + given + "' is not an absolute path");
        }
        Path normal = path.normalize();
        try {
            Path root = workspace.toRealPath();
            Path there = existing(normal);
            Path real = there.toRealPath().resolve(there.relativize(normal)).normalize();
            if (real.startsWith(root) && !real.equals(root)) {
                return real;
            }
        } catch (IOException dangling) {
            throw new Refused(normal + " leads nowhere: " + dangling);
        }
        throw new Refused(normal + " is outside of the workspace " + workspace);
    }

    /** As much of a path as there is; a link that leads nowhere is there. */
    private static Path existing(Path path) {
        Path parent = path.getParent();
        return parent == null || Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? path : existing(parent);
    }
}
