package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;

/** The real Qwen Code, whose model is the fake one. */
final class QwenWorld extends FakeModelWorld {

    @Override
    public String agent() {
        return "qwen";
    }

    @Override
    public String configuration(List<String> wrapper) {
        return """
                  qwen:
                    command: %s
                    env:
                      OPENAI_API_KEY: dummy
                      OPENAI_BASE_URL: %s/v1
                      OPENAI_MODEL: fake-model
                """.formatted(Stage.quoted(wrapper, List.of(program("qwen"))), model().base());
    }

    @Override
    public void prepare(Path home, Path repository) {
        write(home.resolve(".qwen").resolve("settings.json"), """
                {"security": {"auth": {"selectedType": "openai"}}, "model": {"name": "fake-model"},
                 "general": {"enableAutoUpdate": false}, "privacy": {"usageStatisticsEnabled": false},
                 "telemetry": {"enabled": false}}
                """);
    }
}
