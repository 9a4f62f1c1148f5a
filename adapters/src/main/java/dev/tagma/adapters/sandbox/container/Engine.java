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
            List.of("version", "--format", "{{.Server.Version}}"),
            "start its daemon, and see that your user may speak to it"),
    PODMAN(
            SandboxKind.PODMAN,
            "podman",
            "Podman",
            "CONTAINER_HOST",
            List.of("info", "--format", "{{.Version.Version}}"),
            "see whether 'podman info' works for your user");

    private final SandboxKind kind;
    private final String program;
    private final String title;
    private final String elsewhere;
    private final List<String> question;
    private final String remedy;

    /**
     * @param elsewhere the variable that names an engine at another place
     * @param question what only an engine that works answers
     * @param remedy what to do where it does not
     */
    Engine(SandboxKind kind, String program, String title, String elsewhere, List<String> question, String remedy) {
        this.kind = kind;
        this.program = program;
        this.title = title;
        this.elsewhere = elsewhere;
        this.question = question;
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

    List<String> question() {
        return question;
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
