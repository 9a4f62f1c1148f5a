package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.repository.Place;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.Found;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.adapters.workspace.git.tree.Walk;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.WorkspaceStatus.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts together how a workspace of several repositories stands. A file beside the repositories is in none of them, so it is
 * uncommitted for good; and so is what was deleted of a repository as a whole.
 */
final class SeveralStatus {

    private SeveralStatus() {}

    /** @param each tells how one member stands */
    static WorkspaceStatus of(Place place, Workspace workspace, Function<Workspace, WorkspaceStatus> each) {
        if (!place.exists()) {
            return new WorkspaceStatus(
                    false, Optional.empty(), Optional.empty(), List.of(), 0, List.of(), Optional.empty());
        }
        List<Member> members = workspace.members().stream()
                .map(member -> new Member(member.name(), each.apply(member)))
                .toList();
        var dirty = new ArrayList<>(strays(place, members));
        var ignored = new ArrayList<String>();
        for (Member member : members) {
            WorkspaceStatus status = member.status();
            if (!status.exists()) {
                dirty.add(member.name());
            }
            status.dirty().forEach(path -> dirty.add(member.name() + "/" + path));
            status.ignored().forEach(path -> ignored.add(member.name() + "/" + path));
        }
        Set<Optional<String>> branches =
                members.stream().map(member -> member.status().branch()).collect(Collectors.toSet());
        return new WorkspaceStatus(
                true,
                branches.size() == 1 ? branches.iterator().next() : Optional.empty(),
                Optional.empty(),
                dirty.subList(0, Math.min(dirty.size(), StatusReading.MOST_DIRTY)),
                members.stream().mapToInt(member -> member.status().unpushed()).sum(),
                ignored,
                members.stream()
                        .flatMap(member -> member.status().operation().stream()
                                .map(operation -> operation + " in " + member.name()))
                        .findFirst(),
                members);
    }

    private static List<String> strays(Place place, List<Member> members) {
        Set<String> names = members.stream().map(Member::name).collect(Collectors.toSet());
        return Walk.in(new Root(place.path()), BytePath.ROOT).stream()
                .filter(found -> !names.contains(found.path().name()))
                .map(SeveralStatus::name)
                .toList();
    }

    private static String name(Found found) {
        return found.path() + (found.is(FileKind.DIRECTORY) ? "/" : "");
    }
}
