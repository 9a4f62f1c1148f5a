package dev.tagma.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trusted for one repository is never run in another, whatever a stranger's files say of themselves. */
final class CheckoutTest {

    @TempDir
    private Path temporary;

    private Path api;
    private Path evil;

    @BeforeEach
    void makeRepositories() throws Exception {
        api = repository("api");
        evil = repository("evil");
    }

    private Path repository(String name) throws Exception {
        Path repository = Files.createDirectory(temporary.toRealPath().resolve(name));
        git(repository, "init", "-q");
        git(repository, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "start");
        return repository;
    }

    private static String git(Path place, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void aWorktreeThatGitMadeBelongsToTheProjectOfItsRepository() throws Exception {
        Path worktree = api.resolveSibling("otter");
        git(api, "worktree", "add", "-q", worktree.toString());

        assertThat(Checkout.of(worktree)).isEqualTo(new Checkout(worktree, api));
        assertThat(Checkout.of(Files.createDirectories(worktree.resolve("a/b"))))
                .isEqualTo(new Checkout(worktree, api));
    }

    @Test
    void aWorktreeThatIsNamedRelativelyBelongsToItAsWell() throws Exception {
        Path worktree = api.resolveSibling("otter");
        git(api, "worktree", "add", "-q", worktree.toString());
        Files.writeString(worktree.resolve(".git"), "gitdir: ../api/.git/worktrees/otter\n");
        Files.writeString(api.resolve(".git/worktrees/otter/gitdir"), "../../../../otter/.git\n");

        assertThat(Checkout.of(worktree)).isEqualTo(new Checkout(worktree, api));
    }

    /** git works where the link leads to, not where it lies. */
    @Test
    void aLinkInAProjectLeadsOutOfIt() throws Exception {
        Path inner = Files.createDirectory(evil.resolve("inner"));
        Path link = Files.createSymbolicLink(api.resolve("x"), inner);

        assertThat(Checkout.of(link)).isEqualTo(new Checkout(evil, evil));
    }

    @Test
    void whatIsNotThereYetIsNoPartOfWhatItWouldLieIn() {
        Path later = api.resolve("later");

        assertThat(Checkout.of(later)).isEqualTo(new Checkout(later, later));
    }

    /** The file names a directory of the stranger's own, and that claims the other repository. */
    @ParameterizedTest
    @ValueSource(
            strings = {"gitdir: fake\n", "gitdir: fake \n", "gitdir:\tfake", " gitdir: fake", "gitdir: ./x/../fake"})
    void noCheckoutClaimsToBeAWorktreeOfAnother(String pointer) throws IOException {
        Path claimer = Files.createDirectory(temporary.toRealPath().resolve("claimer"));
        Files.writeString(claimer.resolve(".git"), pointer);
        for (String name : List.of("fake", "fake ")) {
            Path fake = Files.createDirectory(claimer.resolve(name));
            Files.writeString(fake.resolve("gitdir"), claimer.resolve(".git") + "\n");
            Files.writeString(fake.resolve("commondir"), api.resolve(".git") + "\n");
        }

        assertThat(Checkout.of(claimer)).isEqualTo(new Checkout(claimer, claimer));
    }

    @Test
    void noCheckoutPassesForTheWorktreeThatAnotherOneIs() throws Exception {
        Path worktree = api.resolveSibling("otter");
        git(api, "worktree", "add", "-q", worktree.toString());
        Path claimer = Files.createDirectory(temporary.toRealPath().resolve("claimer"));
        Files.copy(worktree.resolve(".git"), claimer.resolve(".git"));

        assertThat(Checkout.of(claimer)).isEqualTo(new Checkout(claimer, claimer));
    }

    @Test
    void aGitFileThatNamesAnotherRepositoryItselfClaimsNothing() throws IOException {
        Path claimer = Files.createDirectory(temporary.toRealPath().resolve("claimer"));
        Files.writeString(claimer.resolve(".git"), "gitdir: " + api.resolve(".git") + "\n");

        assertThat(Checkout.of(claimer).project()).isEqualTo(claimer);
    }

    /** A repository may hold the files of a bare one; git opens that before it looks further up. */
    @Test
    void aBareRepositoryThatLiesInAProjectIsNoPartOfIt() throws Exception {
        Path bare = api.resolve("vendor/bare");
        git(api, "clone", "-q", "--bare", evil.toString(), bare.toString());

        assertThat(git(bare, "rev-parse", "--absolute-git-dir")).isEqualTo(bare.toString());
        assertThat(Checkout.of(bare)).isEqualTo(new Checkout(bare, bare));
        assertThat(Checkout.of(bare.resolve("refs"))).isEqualTo(new Checkout(bare, bare));
    }
}
