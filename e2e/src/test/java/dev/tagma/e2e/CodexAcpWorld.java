package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The real Codex behind its adapter for the protocol, whose model is the fake one. */
final class CodexAcpWorld extends FakeModelWorld {

    @Override
    public String agent() {
        return "codex";
    }

    @Override
    public String configuration(List<String> wrapper) {
        String program =
                Objects.requireNonNull(System.getenv("TAGMA_CODEX"), "TAGMA_CODEX names no program; run ./build real");
        return """
                  codex:
                    acp: %s
                    env:
                      CODEX_PATH: %s
                      OPENAI_API_KEY: dummy
                      NO_BROWSER: "1"
                """.formatted(Stage.quoted(wrapper, List.of(program("codex-acp"))), Stage.quoted(program));
    }

    @Override
    public void prepare(Path home, Path repository) {
        write(home.resolve(".codex").resolve("config.toml"), """
                model = "fake-model"
                model_provider = "fake"
                check_for_update_on_startup = false
                [model_providers.fake]
                name = "Fake"
                base_url = "%s/v1"
                wire_api = "responses"
                env_key = "OPENAI_API_KEY"
                request_max_retries = 1
                stream_max_retries = 1
                [analytics]
                enabled = false
                [projects.%s]
                trust_level = "trusted"
                """.formatted(
                        model().base(), Stage.quoted(repository.toString())));
    }
}
