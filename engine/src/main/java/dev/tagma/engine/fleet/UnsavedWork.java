package dev.tagma.engine.fleet;

import dev.tagma.spi.workspace.WorkspaceStatus;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what of a workspace is nowhere else, and of several repositories in which of them it is. */
final class UnsavedWork {

    private static final int MOST_NAMED = 5;

    private UnsavedWork() {}

    static String text(WorkspaceStatus status) {
        if (status.members().isEmpty()) {
            return figures(status);
        }
        Stream<String> inside = status.members().stream()
                .filter(member -> !member.status().clean())
                .map(member -> "in " + member.name() + " " + figures(member.status()));
        List<String> beside = status.dirty().stream()
                .filter(path -> status.members().stream().noneMatch(member -> path.startsWith(member.name() + "/")))
                .toList();
        return Stream.concat(inside, beside.isEmpty() ? Stream.of() : Stream.of(few(beside)))
                .collect(Collectors.joining("; "));
    }

    private static String figures(WorkspaceStatus status) {
        return status.dirty().size() + " changed or untracked path(s), " + status.unpushed()
                + " commit(s) on no other branch"
                + status.operation()
                        .map(operation -> ", a " + operation + " in progress")
                        .orElse("");
    }

    private static String few(List<String> paths) {
        String more = paths.size() > MOST_NAMED ? " and " + (paths.size() - MOST_NAMED) + " more" : "";
        return String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size()))) + more;
    }
}
