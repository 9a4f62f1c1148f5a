package dev.tagma.wire.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {

    private static final Path PERSON = Path.of("/home/anna");
    private static final Path HERE = Path.of("/work/here");

    private static Home home(Map<String, String> environment) {
        return Home.of(environment, PERSON, HERE, directory -> true, () -> "1000");
    }

    @Test
    void followsTheBaseDirectoriesOfThePerson() {
        Home home = home(Map.of());

        assertThat(home.state()).hasToString("/home/anna/.local/state/tagma");
        assertThat(home.configuration()).hasToString("/home/anna/.config/tagma");
        assertThat(home.cache()).hasToString("/home/anna/.cache/tagma");
        assertThat(home.configurationFile()).hasToString("/home/anna/.config/tagma/config.yaml");
        assertThat(home.socket().toString()).matches("/tmp/tagma-1000-[0-9a-f]{12}/daemon\\.sock");
    }

    @Test
    void followsTheBaseDirectoriesOfTheEnvironment() {
        Home home = home(Map.of(
                "XDG_STATE_HOME", "/s",
                "XDG_CONFIG_HOME", "/c",
                "XDG_CACHE_HOME", "/k",
                "XDG_RUNTIME_DIR", "/run/user/7"));

        assertThat(home.state()).hasToString("/s/tagma");
        assertThat(home.configuration()).hasToString("/c/tagma");
        assertThat(home.cache()).hasToString("/k/tagma");
        assertThat(home.socket().toString()).matches("/run/user/7/tagma-[0-9a-f]{12}/daemon\\.sock");
    }

    @Test
    void oneVariableMovesEverything() {
        Home home = home(Map.of("TAGMA_HOME", "/data/t", "XDG_STATE_HOME", "/s", "XDG_CONFIG_HOME", "/c"));

        assertThat(home.state()).hasToString("/data/t/state");
        assertThat(home.configurationFile()).hasToString("/data/t/config.yaml");
        assertThat(home.cache()).hasToString("/data/t/cache");
    }

    @Test
    void aRelativeHomeIsRelativeToTheWorkingDirectory() {
        assertThat(home(Map.of("TAGMA_HOME", "../t")).state()).hasToString("/work/t/state");
    }

    @Test
    void whatIsEmptyOrNotAbsoluteCountsAsNotSet() {
        var environment = new HashMap<String, String>();
        environment.put("TAGMA_HOME", "");
        environment.put("XDG_STATE_HOME", "relative");
        environment.put("XDG_RUNTIME_DIR", "run");

        assertThat(home(environment)).isEqualTo(home(Map.of()));
    }

    @Test
    void theHomeOfTheEnvironmentWinsOverTheUsersOwn() {
        assertThat(home(Map.of("HOME", "/root")).state()).hasToString("/root/.local/state/tagma");
    }

    @Test
    void twoHomesHaveTwoSockets() {
        assertThat(home(Map.of("TAGMA_HOME", "/a")).socket())
                .isNotEqualTo(home(Map.of("TAGMA_HOME", "/b")).socket());
    }

    @Test
    void aSocketsPathIsAlwaysShort() {
        Home deep =
                home(Map.of("TAGMA_HOME", "/tmp/" + "deep/".repeat(100), "XDG_RUNTIME_DIR", "/run/" + "ü".repeat(40)));

        assertThat(deep.socket().toString()).startsWith("/tmp/tagma-1000-");
        assertThat(deep.socket().toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100);
    }

    @Test
    void aRuntimeDirectoryOfSomebodyElseIsNotUsed() {
        Home home = Home.of(Map.of("XDG_RUNTIME_DIR", "/run/user/1"), PERSON, HERE, directory -> false, () -> "0");

        assertThat(home.socket().toString()).startsWith("/tmp/tagma-0-");
    }
}
