package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;

/** The real OpenCode over the protocol, whose model is the fake one. */
final class OpenCodeAcpWorld extends FakeModelWorld {

    @Override
    public String agent() {
        return "opencode";
    }

    @Override
    public String configuration(List<String> wrapper) {
        return """
                  opencode:
                    acp: %s
                    env:
                      OPENCODE_DISABLE_AUTOUPDATE: "1"
                      OPENCODE_DISABLE_MODELS_FETCH: "1"
                      OPENCODE_DISABLE_LSP_DOWNLOAD: "1"
                      OPENCODE_DISABLE_DEFAULT_PLUGINS: "1"
                """.formatted(Stage.quoted(wrapper, List.of(program("opencode"), "acp")));
    }

    @Override
    public void prepare(Path home, Path repository) {
        write(home.resolve(".config").resolve("opencode").resolve("opencode.json"), """
                {"autoupdate": false, "share": "disabled", "model": "fake/fake-model", "small_model": "fake/fake-model",
                 "enabled_providers": ["fake"], "permission": {"edit": "ask", "bash": "ask"},
                 "provider": {"fake": {"npm": "@ai-sdk/openai-compatible", "name": "Fake",
                   "options": {"baseURL": "%s/v1", "apiKey": "dummy"},
                   "models": {"fake-model": {"name": "Fake Model", "tool_call": true,
                     "limit": {"context": 200000, "output": 8000}, "cost": {"input": 1, "output": 2}}}}}}
                """.formatted(model().base()));
    }
}
