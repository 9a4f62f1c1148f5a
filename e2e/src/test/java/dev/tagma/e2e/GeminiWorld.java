package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;

/** The real Gemini CLI, whose model is the fake one. */
final class GeminiWorld extends FakeModelWorld {

    @Override
    public String agent() {
        return "gemini";
    }

    @Override
    public String configuration(List<String> wrapper) {
        return """
                  gemini:
                    command: %s
                    env:
                      GEMINI_API_KEY: dummy
                      GOOGLE_GEMINI_BASE_URL: %s
                """.formatted(Stage.quoted(wrapper, List.of(program("gemini"))), model().base());
    }

    @Override
    public void prepare(Path home, Path repository) {
        write(home.resolve(".gemini").resolve("settings.json"), """
                {"security": {"auth": {"selectedType": "gemini-api-key"}, "folderTrust": {"enabled": false}},
                 "general": {"enableAutoUpdate": false}, "privacy": {"usageStatisticsEnabled": false},
                 "telemetry": {"enabled": false}, "model": {"name": "gemini-2.5-pro"}}
                """);
    }
}
