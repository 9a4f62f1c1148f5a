package dev.tagma.e2e;

import dev.tagma.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The real Codex, whose model is the fake one: the prompt is the script. */
final class CodexWorld implements World {

    private final FakeModel model = FakeModel.start();
    private final boolean headless;

    CodexWorld() {
        this(false);
    }

    /** @param headless without its terminal program */
    CodexWorld(boolean headless) {
        this.headless = headless;
    }

    @Override
    public String agent() {
        return "codex";
    }

    @Override
    public List<String> driving() {
        return headless ? List.of("--driver", "protocol") : List.of();
    }

    @Override
    public String configuration(List<String> wrapper) {
        String program =
                Objects.requireNonNull(System.getenv("TAGMA_CODEX"), "TAGMA_CODEX names no program; run ./build real");
        return """
                  codex:
                    command: %s
                    env:
                      FAKE_API_KEY: dummy
                """.formatted(Stage.quoted(wrapper, List.of(program)));
    }

    @Override
    public void prepare(Path home, Path repository) {
        try {
            Path directory = Files.createDirectories(home.resolve(".codex"));
            Files.writeString(
                    directory.resolve("config.toml"), """
                    model = "fake-model"
                    model_provider = "fake"
                    check_for_update_on_startup = false
                    [model_providers.fake]
                    name = "Fake"
                    base_url = "%s/v1"
                    wire_api = "responses"
                    env_key = "FAKE_API_KEY"
                    request_max_retries = 1
                    stream_max_retries = 1
                    [analytics]
                    enabled = false
                    [projects.%s]
                    trust_level = "trusted"
                    """.formatted(model.base(), Stage.quoted(repository.toString())));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Tagma opens the conversation, and nobody is asked. */
    @Override
    public List<String> distrusting() {
        throw new UnsupportedOperationException("Codex asks nobody whether a folder is to be trusted");
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
