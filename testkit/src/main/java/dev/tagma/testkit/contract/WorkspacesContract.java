package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.Workspaces;
import dev.tagma.spi.workspace.Workspaces.Permit;
import dev.tagma.spi.workspace.Workspaces.Restored;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link Workspaces} keeps to. A subclass says what there is and how somebody else touches files. */
public abstract class WorkspacesContract {

    private final SessionId session = new SessionId(UUID.randomUUID());

    /** What is tested; the same for the whole of one test. */
    protected abstract Workspaces workspaces();

    /** The root of a repository on branch {@code main} with one commit, which holds {@code README} with {@code hello}. */
    protected abstract Path repository();

    /** Another one like it, whose directory is called {@code web}; that of the first is not. */
    protected abstract Path otherRepository();

    /** A plain directory. */
    protected abstract Path directory();

    /** A path at which nothing is. */
    protected abstract Path free();

    /** Somebody writes a file. */
    protected abstract void write(Workspace workspace, String name, String text);

    /** What a file holds, none where it is not there. */
    protected abstract Optional<String> read(Path directory, String name);

    /** Somebody deletes the directory of a workspace. */
    protected abstract void vanish(Workspace workspace);

    private WorkspacePlan plan(WorkspacePlan.Kind kind, Path place, String name) {
        return new WorkspacePlan(session, kind, place, name, Optional.empty(), Optional.empty());
    }

    private Workspace worktree() {
        return workspaces().create(plan(WorkspacePlan.Kind.AUTOMATIC, repository(), "calm-otter"));
    }

    private static void fails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(WorkspaceException.class)
                .extracting(e -> ((WorkspaceException) e).kind())
                .isEqualTo(kind);
    }

    @Test
    void aRepositoryGivesAWorktreeOfItsOwn() {
        Workspace made = worktree();

        assertThat(made.kind()).isEqualTo(Workspace.Kind.WORKTREE);
        assertThat(made.owned()).isTrue();
        assertThat(made.branch()).contains("calm-otter");
        assertThat(made.repository()).contains(repository().toString());
        assertThat(made.base()).isPresent();
        assertThat(made.path()).isNotEqualTo(repository().toString());
        assertThat(read(Path.of(made.path()), "README")).contains("hello\n");
    }

    @Test
    void theSamePlanTwiceIsTheSameWorkspaceAndKeepsItsFiles() {
        Workspace made = worktree();
        write(made, "work", "mine");

        assertThat(worktree()).isEqualTo(made);
        assertThat(read(Path.of(made.path()), "work")).contains("mine");
    }

    @Test
    void anotherSessionDoesNotGetATakenName() {
        worktree();
        var other = new WorkspacePlan(
                new SessionId(UUID.randomUUID()),
                WorkspacePlan.Kind.AUTOMATIC,
                repository(),
                "calm-otter",
                Optional.of("another"),
                Optional.empty());

        fails(Kind.REFUSED, () -> workspaces().create(other));
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkspacePlan.Kind.class,
            names = {"WORKTREE", "CLONE"})
    void whatIsGoneComesBackWhereItWasWhateverTheNameIs(WorkspacePlan.Kind kind) {
        Workspace made = workspaces().create(plan(kind, repository(), "calm-otter"));
        workspaces().remove(session, made, Permit.DIRTY);

        Workspace again = workspaces()
                .create(new WorkspacePlan(
                        session,
                        kind,
                        repository(),
                        "fix-login",
                        made.branch(),
                        Optional.empty(),
                        Contents.USUAL,
                        Carried.NOTHING,
                        Optional.of(Path.of(made.path()))));

        assertThat(again.path()).isEqualTo(made.path());
        assertThat(again.branch()).isEqualTo(made.branch());
        assertThat(read(Path.of(again.path()), "README")).contains("hello\n");
    }

    @Test
    void aDirectoryIsUsedAsItIs() {
        Workspace automatic = workspaces().create(plan(WorkspacePlan.Kind.AUTOMATIC, directory(), "x"));
        Workspace inPlace = workspaces().create(plan(WorkspacePlan.Kind.IN_PLACE, repository(), "x"));

        assertThat(automatic.kind()).isEqualTo(Workspace.Kind.DIRECTORY);
        assertThat(automatic.path()).isEqualTo(directory().toString());
        assertThat(automatic.repository()).isEmpty();
        assertThat(inPlace.owned()).isFalse();
        assertThat(inPlace.branch()).contains("main");
    }

    @Test
    void whatCannotBeIsRefused() {
        fails(Kind.REFUSED, () -> workspaces().create(plan(WorkspacePlan.Kind.AUTOMATIC, free(), "x")));
        fails(Kind.REFUSED, () -> workspaces().create(plan(WorkspacePlan.Kind.WORKTREE, directory(), "x")));
    }

    @Test
    void whatCannotBeIsKnownBeforeItIsTried() {
        fails(Kind.REFUSED, () -> workspaces().requirePossible(plan(WorkspacePlan.Kind.AUTOMATIC, free(), "x")));
        fails(Kind.REFUSED, () -> workspaces().requirePossible(plan(WorkspacePlan.Kind.WORKTREE, directory(), "x")));
    }

    @Test
    void whatCanBeIsNotMadeByAskingForIt() {
        workspaces().requirePossible(plan(WorkspacePlan.Kind.WORKTREE, repository(), "x"));
        workspaces().requirePossible(plan(WorkspacePlan.Kind.AUTOMATIC, directory(), "x"));

        var other = new WorkspacePlan(
                new SessionId(UUID.randomUUID()),
                WorkspacePlan.Kind.WORKTREE,
                repository(),
                "x",
                Optional.empty(),
                Optional.empty());
        assertThat(workspaces().create(other).owned()).isTrue();
    }

    @Test
    void statusTellsWhetherAnythingIsUncommitted() {
        Workspace made = worktree();
        assertThat(workspaces().status(made).clean()).isTrue();

        write(made, "README", "changed\n");
        write(made, "new", "n\n");

        assertThat(workspaces().status(made).dirty()).containsExactlyInAnyOrder("README", "new");
        assertThat(workspaces().status(made).clean()).isFalse();
    }

    @Test
    void statusOfWhatIsGoneSaysSo() {
        Workspace made = worktree();
        vanish(made);

        assertThat(workspaces().status(made).exists()).isFalse();
        fails(Kind.MISSING, () -> workspaces().snapshot(session, made, "one"));
    }

    @Test
    void snapshotsAreEqualExactlyWhenTheFilesAre() {
        Workspace made = worktree();
        TreeId first = workspaces().snapshot(session, made, "turn-1-start");
        TreeId same = workspaces().snapshot(session, made, "turn-1-end");
        write(made, "README", "other\n");
        TreeId other = workspaces().snapshot(session, made, "turn-2-end");

        assertThat(same).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void differencesAreBetweenSnapshotsOrFromTheBaseToNow() {
        Workspace made = worktree();
        TreeId before = workspaces().snapshot(session, made, "one");
        write(made, "README", "changed\n");
        TreeId after = workspaces().snapshot(session, made, "two");
        write(made, "new", "later\n");

        assertThat(workspaces().diff(made, Optional.of(before), Optional.of(after)))
                .contains("-hello", "+changed")
                .doesNotContain("later");
        assertThat(workspaces().diff(made, Optional.of(after), Optional.empty()))
                .contains("+++ b/new", "+later")
                .doesNotContain("+changed");
        assertThat(workspaces().diff(made, Optional.empty(), Optional.empty()))
                .contains("-hello", "+changed", "+later");
        assertThat(workspaces().diff(made, Optional.of(after), Optional.of(after)))
                .isEmpty();
    }

    @Test
    void aSnapshotThatWasNeverTakenIsMissing() {
        Workspace made = worktree();
        var unknown = new TreeId("0123456789012345678901234567890123456789");

        fails(Kind.MISSING, () -> workspaces().diff(made, Optional.of(unknown), Optional.empty()));
        fails(Kind.MISSING, () -> workspaces().rewind(session, made, unknown));
    }

    @Test
    void rewindingGoesBackAndSavesWhatWasThere() {
        Workspace made = worktree();
        Path path = Path.of(made.path());
        write(made, "work", "first");
        TreeId tree = workspaces().snapshot(session, made, "one");
        write(made, "work", "second");
        write(made, "extra", "e");

        Restored restored = workspaces().rewind(session, made, tree);

        assertThat(read(path, "work")).contains("first");
        assertThat(read(path, "extra")).isEmpty();
        assertThat(restored.files()).isEqualTo(1);
        assertThat(restored.removed()).isEqualTo(1);
        Path copy = free();
        workspaces().restore(restored.savedFirst().orElseThrow(), copy);
        assertThat(read(copy, "work")).contains("second");
        assertThat(read(copy, "extra")).contains("e");
    }

    @Test
    void aRescueIsListedAndSaysWhatItHolds() {
        Workspace made = worktree();
        write(made, "work", "precious");

        Rescue first = workspaces().rescue(session, made, "because");
        Rescue second = workspaces().rescue(session, made, "again");

        assertThat(workspaces().rescues()).containsExactly(second, first);
        assertThat(first.path()).isEqualTo(made.path());
        assertThat(first.reason()).isEqualTo("because");
        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(workspaces().manifest(first)).contains("\"work\"");
    }

    @Test
    void uncommittedWorkIsRemovedOnlyWithPermissionAndComesBack() {
        Workspace made = worktree();
        Path path = Path.of(made.path());
        write(made, "work", "precious");

        fails(Kind.UNSAVED_WORK, () -> workspaces().requireRemovable(made, Permit.CLEAN_ONLY));
        workspaces().requireRemovable(made, Permit.DIRTY);
        fails(Kind.UNSAVED_WORK, () -> workspaces().remove(session, made, Permit.CLEAN_ONLY));
        assertThat(read(path, "work")).contains("precious");
        Rescue rescue = workspaces().remove(session, made, Permit.DIRTY);
        assertThat(workspaces().status(made).exists()).isFalse();
        Restored restored = workspaces().restore(rescue, path);

        assertThat(read(path, "work")).contains("precious");
        assertThat(restored.path()).isEqualTo(path);
        assertThat(restored.savedFirst()).isEmpty();
    }

    @Test
    void removingTwiceIsHarmless() {
        Workspace made = worktree();

        Rescue first = workspaces().remove(session, made, Permit.CLEAN_ONLY);

        assertThat(workspaces().remove(session, made, Permit.CLEAN_ONLY)).isEqualTo(first);
    }

    @Test
    void aDirectoryThatWasNotMadeHereIsNeverRemoved() {
        Workspace inPlace = workspaces().create(plan(WorkspacePlan.Kind.IN_PLACE, repository(), "x"));
        write(inPlace, "work", "mine");

        Rescue rescue = workspaces().remove(session, inPlace, Permit.ALL);

        assertThat(read(repository(), "work")).contains("mine");
        assertThat(workspaces().manifest(rescue)).contains("\"work\"");
    }

    @Test
    void restoringIntoADirectoryThatHoldsSomethingIsRefused() {
        Rescue rescue = workspaces().rescue(session, worktree(), "because");

        fails(Kind.REFUSED, () -> workspaces().restore(rescue, repository()));
        assertThat(read(repository(), "README")).contains("hello\n");
    }

    @Test
    void restoringOverTheWorkspaceSavesItFirst() {
        Workspace made = worktree();
        write(made, "work", "first");
        Rescue rescue = workspaces().rescue(session, made, "because");
        write(made, "work", "second");

        Restored restored = workspaces().restore(rescue, Path.of(made.path()));

        assertThat(read(Path.of(made.path()), "work")).contains("first");
        Path copy = free();
        workspaces().restore(restored.savedFirst().orElseThrow(), copy);
        assertThat(read(copy, "work")).contains("second");
    }

    @Test
    void pruningSnapshotsLeavesRescues() {
        Workspace made = worktree();
        workspaces().snapshot(session, made, "one");
        Rescue rescue = workspaces().rescue(session, made, "because");

        workspaces().prune(session, made, 0);

        assertThat(workspaces().rescues()).containsExactly(rescue);
    }

    @Test
    void whatAWorkspaceTakesOfTheDiskGrowsWithWhatIsInIt() {
        Workspace made = worktree();
        long before = workspaces().diskUse(made).bytes();

        write(made, "large", "0123456789abcdef".repeat(1 << 16));

        assertThat(before).isPositive();
        assertThat(workspaces().diskUse(made).bytes()).isGreaterThanOrEqualTo(before + (1 << 20));
        assertThat(workspaces().diskUse(made).at()).isNotNull();
    }

    @Test
    void aNewWorkspaceHasNothingThatIsNotElsewhere() {
        assertThat(workspaces().unmerged(worktree())).isZero();
    }

    @Test
    void ofAWorkspaceThatIsGoneNeitherSizeNorCommitsAreKnown() {
        Workspace made = worktree();
        vanish(made);

        fails(Kind.MISSING, () -> workspaces().diskUse(made));
        fails(Kind.MISSING, () -> workspaces().unmerged(made));
    }

    @Test
    void aCloneIsARepositoryOfItsOwn() {
        Workspace made = workspaces().create(plan(WorkspacePlan.Kind.CLONE, repository(), "calm-otter"));

        assertThat(made.kind()).isEqualTo(Workspace.Kind.CLONE);
        assertThat(made.owned()).isTrue();
        assertThat(made.branch()).contains("calm-otter");
        assertThat(made.repository()).contains(repository().toString());
        assertThat(read(Path.of(made.path()), "README")).contains("hello\n");
        assertThat(workspaces().status(made).clean()).isTrue();
        assertThat(workspaces().unmerged(made)).isZero();
    }

    @Test
    void theSamePlanOfACloneTwiceIsTheSameWorkspaceAndKeepsItsFiles() {
        WorkspacePlan plan = plan(WorkspacePlan.Kind.CLONE, repository(), "calm-otter");
        Workspace made = workspaces().create(plan);
        write(made, "work", "mine");

        assertThat(workspaces().create(plan)).isEqualTo(made);
        assertThat(read(Path.of(made.path()), "work")).contains("mine");
    }

    @Test
    void aCloneIsRescuedRemovedAndRestoredWhole() {
        Workspace made = workspaces().create(plan(WorkspacePlan.Kind.CLONE, repository(), "calm-otter"));
        write(made, "work", "mine");
        fails(Kind.UNSAVED_WORK, () -> workspaces().remove(session, made, Permit.CLEAN_ONLY));

        Rescue rescue = workspaces().remove(session, made, Permit.DIRTY);
        assertThat(workspaces().status(made).exists()).isFalse();

        workspaces().restore(rescue, Path.of(made.path()));
        assertThat(read(Path.of(made.path()), "work")).contains("mine");
        assertThat(workspaces().status(made).dirty()).containsExactly("work");
    }

    @Test
    void aPlainDirectoryHasNoClone() {
        fails(Kind.REFUSED, () -> workspaces().create(plan(WorkspacePlan.Kind.CLONE, directory(), "calm-otter")));
    }

    private WorkspacePlan several(WorkspacePlan.Kind kind, Path... others) {
        return new WorkspacePlan(
                session,
                kind,
                repository(),
                "calm-otter",
                Optional.empty(),
                Optional.empty(),
                Contents.USUAL,
                Carried.NOTHING,
                Optional.empty(),
                Stream.of(others)
                        .map(place -> new Beside(place.toString(), Optional.empty(), Optional.empty()))
                        .toList());
    }

    private Workspace several() {
        return workspaces().create(several(WorkspacePlan.Kind.AUTOMATIC, otherRepository()));
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkspacePlan.Kind.class,
            names = {"AUTOMATIC", "WORKTREE", "CLONE"})
    void severalRepositoriesAreBesideEachOtherInOneDirectory(WorkspacePlan.Kind kind) {
        Workspace made = workspaces().create(several(kind, otherRepository()));
        Path path = Path.of(made.path());

        assertThat(made.kind()).isEqualTo(Workspace.Kind.SEVERAL);
        assertThat(made.owned()).isTrue();
        assertThat(made.repository()).contains(repository().toString());
        assertThat(made.branch()).contains("calm-otter");
        assertThat(made.members()).hasSize(2).allSatisfy(member -> {
            assertThat(Path.of(member.path()).getParent()).isEqualTo(path);
            assertThat(member.branch()).contains("calm-otter");
            assertThat(member.base()).isPresent();
            assertThat(member.owned()).isTrue();
            assertThat(member.kind())
                    .isEqualTo(kind == WorkspacePlan.Kind.CLONE ? Workspace.Kind.CLONE : Workspace.Kind.WORKTREE);
            assertThat(read(path, member.name() + "/README")).contains("hello\n");
        });
        assertThat(made.first().repository()).contains(repository().toString());
        assertThat(made.members().getLast().name()).isEqualTo("web");
        assertThat(workspaces().status(made).clean()).isTrue();
        assertThat(workspaces().unmerged(made)).isZero();
        assertThat(workspaces().diskUse(made).bytes()).isPositive();
        assertThat(workspaces().create(several(kind, otherRepository()))).isEqualTo(made);
    }

    @Test
    void workInAnyOfSeveralRepositoriesKeepsAllOfThemAndComesBackUnderOneName() {
        Workspace made = several();
        Path path = Path.of(made.path());
        write(made, "web/README", "changed\n");
        write(made, "web/new", "n\n");

        assertThat(workspaces().status(made).dirty()).containsExactlyInAnyOrder("web/README", "web/new");
        assertThat(workspaces().status(made).members())
                .extracting(member -> member.status().clean())
                .containsExactly(true, false);
        fails(Kind.UNSAVED_WORK, () -> workspaces().requireRemovable(made, Permit.CLEAN_ONLY));
        fails(Kind.UNSAVED_WORK, () -> workspaces().remove(session, made, Permit.CLEAN_ONLY));
        Rescue rescue = workspaces().remove(session, made, Permit.DIRTY);
        assertThat(workspaces().status(made).exists()).isFalse();
        assertThat(workspaces().remove(session, made, Permit.DIRTY)).isEqualTo(rescue);
        workspaces().restore(rescue, path);

        assertThat(read(path, "web/README")).contains("changed\n");
        assertThat(read(path, made.first().name() + "/README")).contains("hello\n");
        assertThat(workspaces().status(made).dirty()).containsExactlyInAnyOrder("web/README", "web/new");
    }

    @Test
    void whatIsInNoneOfSeveralRepositoriesIsWorkToo() {
        Workspace made = several();
        write(made, "notes", "mine");

        assertThat(workspaces().status(made).dirty()).containsExactly("notes");
        fails(Kind.UNSAVED_WORK, () -> workspaces().remove(session, made, Permit.CLEAN_ONLY));
    }

    @Test
    void snapshotsAndDifferencesAreOfAllRepositories() {
        Workspace made = several();
        Path path = Path.of(made.path());
        String first = made.first().name() + "/README";
        TreeId before = workspaces().snapshot(session, made, "one");
        write(made, first, "changed here\n");
        write(made, "web/README", "changed there\n");
        TreeId after = workspaces().snapshot(session, made, "two");

        for (String diff : List.of(
                workspaces().diff(made, Optional.of(before), Optional.of(after)),
                workspaces().diff(made, Optional.of(before), Optional.empty()),
                workspaces().diff(made, Optional.empty(), Optional.of(after)),
                workspaces().diff(made, Optional.empty(), Optional.empty()))) {
            assertThat(diff).contains("+++ b/" + first, "+changed here", "+++ b/web/README", "+changed there");
        }
        workspaces().rewind(session, made, before);
        assertThat(read(path, "web/README")).contains("hello\n");
        assertThat(read(path, first)).contains("hello\n");
    }

    @Test
    void severalRepositoriesThatCannotBeTogetherAreRefusedAndNothingIsMade() {
        for (WorkspacePlan wrong : List.of(
                several(WorkspacePlan.Kind.AUTOMATIC, directory()),
                several(WorkspacePlan.Kind.AUTOMATIC, otherRepository(), free()),
                several(WorkspacePlan.Kind.AUTOMATIC, repository()),
                several(WorkspacePlan.Kind.AUTOMATIC, otherRepository(), otherRepository()),
                several(WorkspacePlan.Kind.IN_PLACE, otherRepository()))) {
            fails(Kind.REFUSED, () -> workspaces().requirePossible(wrong));
            fails(Kind.REFUSED, () -> workspaces().create(wrong));
        }

        assertThat(several().members()).hasSize(2);
    }
}
