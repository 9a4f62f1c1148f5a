package dev.tagma.cli.demo;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.WorkOperations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What checks look at: the daemon, the repository, and the events that were pushed. */
record Evidence(Ground ground, Repository repository, Journal journal) {

    Fields session(String handle) {
        return ground.ask(Ask.of(SessionOperations.GET, handle)).fields();
    }

    /** What its agent said last. */
    String lastMessage(String handle) {
        List<String> said =
                ground.ask(Ask.of(WorkOperations.LAST_MESSAGE, handle)).fields().texts("messages");
        return said.isEmpty() ? "" : said.getLast();
    }

    List<String> dirty(String handle) {
        return ground.ask(Ask.of(WorkOperations.WORKSPACE, handle)).fields().texts("dirty");
    }

    /** A file of its worktree; none when it is not there. */
    Optional<Path> file(String handle, String name) {
        Path file = Path.of(session(handle).object("workspace").text("path")).resolve(name);
        return Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    /** Whether what a story makes once it is allowed to is there. */
    boolean made(Story story) {
        return story.product()
                .filter(name -> file(story.handle(), name).isPresent())
                .isPresent();
    }

    /** The first line of the last commit on its branch. */
    String subject(String handle) {
        return repository.git("log", "-1", "--format=%s", branch(handle), "--");
    }

    /** What its branch holds of a file. */
    String committed(String handle, String name) {
        return repository.git("show", branch(handle) + ":" + name);
    }

    private String branch(String handle) {
        return session(handle).object("workspace").optionalText("branch").orElse("HEAD");
    }

    /** What is otherwise in the repository's own checkout than at the beginning; none when nothing is. */
    Optional<String> checkoutChanged() {
        String found = repository.state();
        return found.equals(repository.begun()) ? Optional.empty() : Optional.of("it is now: " + found);
    }
}
