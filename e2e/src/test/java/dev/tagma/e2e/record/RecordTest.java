package dev.tagma.e2e.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Records an agent's screens into the corpus. It is no test: {@code ./build record AGENT [VERSION]} runs it. With {@code
 * -Dtagma.record.scenes=NAME,NAME} or {@code -Dtagma.record.sizes=80x24} it records only those.
 */
@Tag("record")
class RecordTest {

    private static final List<Star> STARS = List.of(new ClaudeStar(), new GeminiStar(), new QwenStar());

    @Test
    void everyScene() throws Exception {
        String agent = property("tagma.record.agent");
        Star star = STARS.stream()
                .filter(one -> one.agent().equals(agent))
                .findFirst()
                .orElseThrow(() -> new AssertionError("'%s' is not recorded, but %s are"
                        .formatted(agent, STARS.stream().map(Star::agent).toList())));
        Path corpus = Path.of(property("tagma.checkout")).resolve("testkit/src/main/resources/corpus");
        Path ground = Files.createDirectories(Path.of("/tmp/tagma-record"));
        Set<String> scenes = named("tagma.record.scenes");
        Set<String> sizes = named("tagma.record.sizes");

        List<String> troubles = new Recorder(star, Path.of(property("tagma.record.program")), ground, corpus)
                .record(
                        Size.ALL.stream()
                                .filter(size -> sizes.isEmpty() || sizes.contains(size.toString()))
                                .toList(),
                        scene -> scenes.isEmpty() || scenes.contains(scene.name()));

        assertThat(troubles).isEmpty();
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), () -> name + " is not set; use ./build record");
    }

    private static Set<String> named(String property) {
        return Stream.of(System.getProperty(property, ""))
                .flatMap(names -> Arrays.stream(names.split(",")))
                .filter(name -> !name.isBlank())
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
    }
}
