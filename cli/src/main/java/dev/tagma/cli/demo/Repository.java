package dev.tagma.cli.demo;

import dev.tagma.cli.talk.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A git repository to try things in.
 *
 * @param begun how its checkout was when it was made
 */
record Repository(Path directory, Shell shell, String begun) {

    /** Makes it, with one commit. It takes nothing of the person's own settings: no template, hook, name or signature. */
    static Repository make(Path directory, Shell shell) {
        var raw = new Repository(directory, shell, "");
        try {
            Files.createDirectory(directory);
            Files.writeString(directory.resolve("README"), "A repository that tagma demo has made.\n");
        } catch (IOException refused) {
            throw Failure.failed("cannot make %s: %s".formatted(directory, refused.getMessage()));
        }
        raw.git("init", "--quiet", "--template=");
        raw.git("symbolic-ref", "HEAD", "refs/heads/main");
        for (String setting : List.of(
                "user.name=Tagma demo",
                "user.email=demo@tagma.invalid",
                "commit.gpgSign=false",
                "core.hooksPath=/dev/null",
                "core.autocrlf=false")) {
            int equals = setting.indexOf('=');
            raw.git("config", setting.substring(0, equals), setting.substring(equals + 1));
        }
        raw.git("add", "README");
        raw.git("commit", "--quiet", "-m", "Begin");
        return new Repository(directory, shell, raw.state());
    }

    /** Which commit its own checkout is on, and what is changed there. */
    String state() {
        return git("rev-parse", "--abbrev-ref", "HEAD", "HEAD") + " " + git("status", "--porcelain");
    }

    /** What git says. */
    String git(String... words) {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Shell.Said said = shell.run(directory, command);
        if (said.exit() != 0) {
            throw Failure.failed("git %s in %s: %s".formatted(words[0], directory, said.text()));
        }
        return said.text();
    }
}
