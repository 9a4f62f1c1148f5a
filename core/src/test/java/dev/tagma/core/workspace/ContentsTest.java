package dev.tagma.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentsTest {

    @Test
    void directoriesAreNamedAsTheyAreCalled() {
        assertThat(Contents.objections(List.of("src", "docs/guide", "with space", "ünïcödé")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/etc", "..", "a/../b", "a//b", ".git", "*", "a/*", "!src", "#src", "-src", "a[b]", "a\\b", "\"a\"",
                "a\nb"
            })
    void whatLeadsElsewhereOrIsAPatternIsRefused(String path) {
        assertThat(Contents.objections(List.of(path))).isNotEmpty();
        assertThatThrownBy(() -> new Contents(List.of(path), false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thereAreNotMoreThanAnybodyNames() {
        assertThat(Contents.objections(Collections.nCopies(Contents.MOST + 1, "a")))
                .hasSize(1);
    }
}
