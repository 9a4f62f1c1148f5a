package dev.tagma.adapters.workspace.git.repository;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A worktree as its repository lists it.
 *
 * @param branch the full name of the ref that it has checked out
 * @param lock why it is locked, empty text for no reason given
 */
public record Registration(Path path, Optional<String> branch, Optional<String> lock) {

    public static List<Registration> of(Repository repository) {
        var all = new ArrayList<Registration>();
        Path path = null;
        Optional<String> branch = Optional.empty();
        Optional<String> lock = Optional.empty();
        for (String item : repository
                .common("worktree", "list", "--porcelain", "-z")
                .check()
                .items()) {
            String text = utf8(item);
            int space = text.indexOf(' ');
            String key = space < 0 ? text : text.substring(0, space);
            String value = space < 0 ? "" : text.substring(space + 1);
            switch (key) {
                case "worktree" -> path = Path.of(value);
                case "branch" -> branch = Optional.of(value);
                case "locked" -> lock = Optional.of(value);
                case "" -> {
                    if (path != null) {
                        all.add(new Registration(path, branch, lock));
                    }
                    path = null;
                    branch = Optional.empty();
                    lock = Optional.empty();
                }
                default -> {
                    // HEAD, detached, bare and prunable say nothing that is asked here.
                }
            }
        }
        return all;
    }

    private static String utf8(String latin1) {
        return new String(
                latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), java.nio.charset.StandardCharsets.UTF_8);
    }
}
