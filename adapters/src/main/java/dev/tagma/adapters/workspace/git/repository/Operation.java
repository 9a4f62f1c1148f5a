package dev.tagma.adapters.workspace.git.repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What git is in the middle of, told by the files it leaves in a worktree's git directory. */
public enum Operation {
    REBASE("rebase", "rebase-merge"),
    APPLY("am", "rebase-apply/applying"),
    REBASE_APPLY("rebase", "rebase-apply"),
    MERGE("merge", "MERGE_HEAD"),
    CHERRY_PICK("cherry-pick", "CHERRY_PICK_HEAD"),
    REVERT("revert", "REVERT_HEAD"),
    SEQUENCE("cherry-pick or revert", "sequencer"),
    BISECT("bisect", "BISECT_LOG");

    private final String word;
    private final String trace;

    Operation(String word, String trace) {
        this.word = word;
        this.trace = trace;
    }

    /** What a person calls it. */
    public String word() {
        return word;
    }

    public static Optional<Operation> in(Path gitDirectory) {
        for (Operation operation : values()) {
            if (Files.exists(gitDirectory.resolve(operation.trace))) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
