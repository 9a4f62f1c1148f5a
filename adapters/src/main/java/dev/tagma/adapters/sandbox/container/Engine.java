package dev.tagma.adapters.sandbox.container;

import dev.tagma.core.sandbox.SandboxKind;
import java.util.List;

/** A program that makes containers, and how it differs from the other one. */
enum Engine {
    DOCKER(
            SandboxKind.DOCKER,
            "docker",
            "Docker",
            "DOCKER_HOST",
            "start its daemon, and see that your user may speak to it"),
    PODMAN(SandboxKind.PODMAN, "podman", "Podman", "CONTAINER_HOST", "see whether 'podman info' works for your user");

    private final SandboxKind kind;
    private final String program;
    private final String title;
    private final String elsewhere;
    private final String remedy;

    /**
     * @param elsewhere the variable that names an engine at another place
     * @param remedy what to do where it does not
     */
    Engine(SandboxKind kind, String program, String title, String elsewhere, String remedy) {
        this.kind = kind;
        this.program = program;
        this.title = title;
        this.elsewhere = elsewhere;
        this.remedy = remedy;
    }

    SandboxKind kind() {
        return kind;
    }

    String program() {
        return program;
    }

    String title() {
        return title;
    }

    String elsewhere() {
        return elsewhere;
    }

    /** What only an engine that works answers. */
    List<String> question() {
        return switch (this) {
            case DOCKER -> List.of("version", "--format", "{{.Server.Version}}");
            case PODMAN -> List.of("info", "--format", "{{.Version.Version}}");
        };
    }

    String remedy() {
        return remedy;
    }

    /**
     * The options by which files that the agent writes are the person's. Podman runs as the person, whose number is made the
     * same within; root's container has no other numbers.
     */
    List<String> user(Person person) {
        return this == PODMAN && !person.root()
                ? List.of("--userns=keep-id")
                : List.of("--user", person.uid() + ":" + person.gid());
    }
}
