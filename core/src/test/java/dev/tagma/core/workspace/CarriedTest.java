package dev.tagma.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CarriedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/etc/passwd",
                "~/.ssh",
                "..",
                "../other",
                "a/../../b",
                ".",
                "./a",
                "a/./b",
                "a//b",
                "a/",
                "/",
                ".git",
                "a/.git/config",
                ".GIT",
                "line\nbreak",
                "nul\0",
                "bell\u0007"
            })
    void whatLeadsOutOrIsGitsOwnIsRefused(String path) {
        assertThat(Carried.objections(List.of(path), List.of())).hasSize(1);
        assertThatThrownBy(() -> new Carried(List.of(), List.of(path))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".env",
                "node_modules",
                "a/b/.env.local",
                "with space",
                "ünïcödé",
                "...",
                "..a",
                ".gitignore",
                "-rf"
            })
    void whatLiesInTheRepositoryMayBeCarried(String path) {
        assertThat(Carried.objections(List.of(path), List.of())).isEmpty();
        assertThat(Carried.objections(List.of(), List.of(path))).isEmpty();
    }

    /** What is copied below a link would be written to where that leads. */
    @Test
    void nothingIsCarriedBelowAnythingLinked() {
        assertThat(Carried.objections(List.of("a/b"), List.of("a"))).hasSize(1);
        assertThat(Carried.objections(List.of("a"), List.of("a/b"))).hasSize(1);
        assertThat(Carried.objections(List.of("a"), List.of("a"))).hasSize(1);
        assertThat(Carried.objections(List.of(), List.of("a", "a/b"))).hasSize(1);
        assertThat(Carried.objections(List.of("a", "a/b"), List.of("ab"))).isEmpty();
    }

    @Test
    void pathsWithoutEndAreRefused() {
        List<String> many = IntStream.rangeClosed(0, Carried.MOST)
                .mapToObj(n -> "file-" + n)
                .toList();

        assertThat(Carried.objections(many, List.of())).hasSize(1);
        assertThat(Carried.objections(List.of("a".repeat(1001)), List.of())).hasSize(1);
    }
}
