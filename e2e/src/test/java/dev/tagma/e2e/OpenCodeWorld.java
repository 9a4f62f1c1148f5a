package dev.tagma.e2e;

import dev.tagma.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The real OpenCode, whose model is the fake one: the prompt is the script. */
final class OpenCodeWorld implements World {

    private final FakeModel model = FakeModel.start();
    private final boolean headless;

    OpenCodeWorld() {
        this(false);
    }

    /** @param headless without its terminal program */
    OpenCodeWorld(boolean headless) {
        this.headless = headless;
    }

    @Override
    public String agent() {
        return "opencode";
    }

    @Override
    public List<String> driving() {
        return headless ? List.of("--driver", "protocol") : List.of();
    }

    @Override
    public String configuration(List<String> wrapper) {
        String program = Objects.requireNonNull(
                System.getenv("TAGMA_OPENCODE"), "TAGMA_OPENCODE names no program; run ./build real");
        return """
                  opencode:
                    command: %s
                    env:
                      OPENCODE_DISABLE_MODELS_FETCH: "1"
                      OPENCODE_DISABLE_LSP_DOWNLOAD: "1"
                      OPENCODE_DISABLE_DEFAULT_PLUGINS: "1"
                """.formatted(Stage.quoted(wrapper, List.of(program)));
    }

    @Override
    public void prepare(Path home, Path repository) {
        try {
            Path directory = Files.createDirectories(home.resolve(".config").resolve("opencode"));
            Files.writeString(directory.resolve("opencode.json"), """
                    {
                      "autoupdate": false,
                      "share": "disabled",
                      "model": "fake/fake-model",
                      "small_model": "fake/fake-model",
                      "enabled_providers": ["fake"],
                      "provider": {
                        "fake": {
                          "npm": "@ai-sdk/openai-compatible",
                          "name": "Fake",
                          "options": {"baseURL": "%s/v1", "apiKey": "dummy"},
                          "models": {
                            "fake-model": {
                              "name": "Fake Model",
                              "tool_call": true,
                              "limit": {"context": 200000, "output": 8192}
                            }
                          }
                        }
                      }
                    }
                    """.formatted(model.base()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public List<String> distrusting() {
        throw new UnsupportedOperationException("OpenCode asks nobody whether a folder is to be trusted");
    }

    @Override
    public void open(String gate) {
        model.release(gate);
    }

    @Override
    public void awaitAt(String gate) {
        try {
            model.awaitWaiting(gate);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted at gate " + gate, interrupted);
        }
    }

    @Override
    public long told(String words) {
        return model.countNewlySaying(words);
    }

    @Override
    public List<String> heard() {
        return model.requests().stream()
                .flatMap(request -> request.newUserTexts().stream())
                .toList();
    }

    @Override
    public void close() {
        model.close();
    }
}
