package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Daemons that are started one after the other, each from another shell. */
class ConfigurationPlaceTest {

    private static final String VARIABLE = "CLAUDE_CONFIG_DIR";

    @TempDir
    private Path directory;

    private String own;

    @BeforeEach
    void aDirectoryOfThePersons() throws IOException {
        own = Files.createDirectory(directory.resolve("own")).toString();
    }

    @Test
    void aSessionStaysInThePlaceInWhichItsAgentWasFirstStarted() {
        place(Map.of(VARIABLE, own)).decide();

        assertThat(place(Map.of()).environment()).containsEntry(VARIABLE, own);
        assertThat(place(Map.of(VARIABLE, "/elsewhere")).environment()).containsEntry(VARIABLE, own);
    }

    @Test
    void alsoInTheAgentsOwnDefault() {
        place(Map.of("HOME", "/home/anna")).decide();

        assertThat(place(Map.of("HOME", "/home/anna", VARIABLE, own)).environment())
                .isEqualTo(Map.of("HOME", "/home/anna"));
    }

    @Test
    void beforeItsFirstStartNothingIsDecided() {
        assertThat(place(Map.of(VARIABLE, own)).environment()).containsEntry(VARIABLE, own);
    }

    @Test
    void aPlaceThatIsGoneBindsNobody() throws IOException {
        place(Map.of(VARIABLE, own)).decide();
        Files.delete(Path.of(own));

        assertThat(place(Map.of(VARIABLE, "/elsewhere")).environment()).containsEntry(VARIABLE, "/elsewhere");
    }

    private ConfigurationPlace place(Map<String, String> environment) {
        return new ConfigurationPlace(directory.resolve("configuration-place"), environment);
    }
}
