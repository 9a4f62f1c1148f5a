package dev.tagma.adapters.agent.manifest.form;

import dev.tagma.adapters.yaml.YamlFile;
import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.adapters.yaml.YamlText;
import dev.tagma.core.session.AgentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where manifests lie: among the program's own resources, and in a person's directory, whose files stand before those. */
public final class ManifestFiles {

    private static final String ENDING = ".yaml";

    /** The agents whose manifests come with the program; a test holds this to the resources. */
    public static final List<String> BUILT_IN =
            List.of("aider", "amp", "copilot", "cursor", "droid", "gemini", "goose", "kimi", "pane", "qwen");

    private ManifestFiles() {}

    /**
     * All manifests, by agent.
     *
     * @param directory a person's own; it need not exist
     * @throws ManifestFault which tells every mistake in every file
     */
    public static Map<AgentId, Manifest> all(Path directory) {
        List<String> errors = new ArrayList<>();
        Map<AgentId, Manifest> all = new LinkedHashMap<>();
        BUILT_IN.stream().map(ManifestFiles::builtIn).forEach(manifest -> all.put(manifest.agent(), manifest));
        for (Path file : files(directory, errors)) {
            read(file, errors).ifPresent(manifest -> all.put(manifest.agent(), manifest));
        }
        if (!errors.isEmpty()) {
            throw new ManifestFault(errors);
        }
        return all;
    }

    /** The manifest of that name that comes with the program. */
    public static Manifest builtIn(String name) {
        List<String> errors = new ArrayList<>();
        String origin = "built-in " + name + ENDING;
        try (InputStream in = ManifestFiles.class.getResourceAsStream(name + ENDING)) {
            if (in == null) {
                throw new IllegalStateException("The manifest " + name + " is not among the program's resources");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Manifest manifest = parse(origin, new AgentId(name), new YamlText(origin, text).read(errors), errors);
            if (!errors.isEmpty()) {
                throw new ManifestFault(errors);
            }
            return manifest;
        } catch (IOException failed) {
            throw new UncheckedIOException("The manifest " + name + " cannot be read", failed);
        }
    }

    private static List<Path> files(Path directory, List<String> errors) {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            errors.add(directory + ": cannot be read: " + unreadable);
            return List.of();
        }
    }

    private static Optional<Manifest> read(Path file, List<String> errors) {
        String name = file.getFileName().toString();
        String agent = name.substring(0, name.length() - ENDING.length());
        try {
            AgentId id = new AgentId(agent);
            int before = errors.size();
            Optional<Node> root = new YamlFile(file).read(Set.of(), errors);
            return errors.size() == before
                    ? Optional.of(parse(file.toString(), id, root, errors)).filter(read -> errors.size() == before)
                    : Optional.empty();
        } catch (IllegalArgumentException noName) {
            errors.add(file + ": is not named after an agent: " + noName.getMessage());
        } catch (NoSuchFileException gone) {
            errors.add(file + ": leads to no file; remove it");
        }
        return Optional.empty();
    }

    private static Manifest parse(String origin, AgentId agent, Optional<Node> node, List<String> errors) {
        return new ManifestReader(origin, new YamlSection(origin, "", node, errors)).read(agent);
    }
}
