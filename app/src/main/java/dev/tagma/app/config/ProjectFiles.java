package dev.tagma.app.config;

import dev.tagma.adapters.yaml.YamlFile;
import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.fleet.Projects;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a project's {@code .tagma/config.yaml}. It comes with the repository, from whoever: it cannot name programs,
 * variables, doors or places outside of it, and no mode that allows more than the person's own; of the scripts that it
 * names none is run before a person has trusted it as it is. It is read anew for each session.
 *
 * @param own the person's file, for messages
 * @param mode the most that a project may let its sessions do
 */
public record ProjectFiles(Path own, PermissionMode mode) implements Projects {

    private static final Path PLACE = Path.of(".tagma", "config.yaml");

    @Override
    public Wishes of(Path place) {
        Checkout checkout = Checkout.of(place);
        Path file = checkout.root().resolve(PLACE);
        List<String> errors = new ArrayList<>();
        Wishes wishes;
        try {
            wishes = read(checkout, file, errors);
        } catch (NoSuchFileException absent) {
            return SILENT.of(place);
        }
        if (!errors.isEmpty()) {
            throw new Problem(ProblemCode.INVALID, String.join("\n", errors));
        }
        return wishes;
    }

    private Wishes read(Checkout checkout, Path file, List<String> errors) throws NoSuchFileException {
        if (Files.isSymbolicLink(file.getParent()) || Files.isSymbolicLink(file)) {
            // What it leads to could be anybody's, and messages quote what they cannot read.
            errors.add(file + ": is behind a symbolic link; put the file itself there");
            return SILENT.of(file);
        }
        YamlSection root = new YamlSection(
                file.toString(), "", new YamlFile(file).read(Set.of(LinkOption.NOFOLLOW_LINKS), errors), errors);
        String why = "may not be set by a project, which anybody may have written; set it in " + own;
        YamlSection sessions = root.section("sessions");
        Optional<AgentId> agent = sessions.value("agent", "the name of an agent", ProjectFiles::agent);
        Optional<PermissionMode> wished = sessions.value(
                "mode", modes() + ", which allow no more than '" + word(mode) + "' in " + own, this::mode);
        sessions.forbid(Set.of("afterLimit", "yolo", "stallAfter", "stopGrace", "scriptLimit", "ports"), why);
        sessions.refuseUnknown();
        Fitting fitting = new ProjectWorkspace(checkout, root.section("workspace")).read();
        SandboxWish sandbox = new SandboxReader(root.section("sandbox"), checkout.root()).ofProject(why);
        root.forbid(Set.of("agents", "server", "delivery", "store"), why);
        root.refuseUnknown();
        return new Wishes(agent, wished, fitting, sandbox);
    }

    private static Optional<AgentId> agent(String text) {
        try {
            return Optional.of(new AgentId(text));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private Optional<PermissionMode> mode(String text) {
        return ConfigReader.mode(text).filter(wished -> !wished.allowsMoreThan(mode));
    }

    private String modes() {
        return Stream.of(PermissionMode.values())
                .filter(one -> !one.allowsMoreThan(mode))
                .map(ProjectFiles::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(PermissionMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
