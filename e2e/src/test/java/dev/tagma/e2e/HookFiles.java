package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;

/** What a session's hooks use. */
record HookFiles(Path directory) {

    static HookFiles of(Stage stage, String session) {
        String id = Stage.text(stage.show(session), "id");
        return new HookFiles(
                stage.home().state().resolve("sessions").resolve(id).resolve("hooks"));
    }

    Path events() {
        return directory.resolve("events");
    }

    Path asks() {
        return directory.resolve("asks");
    }

    /** The hook processes that wait for an answer. */
    List<ProcessHandle> waiting() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().arguments().isPresent())
                .filter(process -> {
                    List<String> words = List.of(process.info().arguments().get());
                    return words.contains(directory.toString()) && words.contains("ask");
                })
                .toList();
    }
}
