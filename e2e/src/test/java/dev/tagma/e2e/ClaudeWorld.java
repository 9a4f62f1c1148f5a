package dev.tagma.e2e;

import dev.tagma.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The real Claude Code, whose model is the fake one: the prompt is the script. */
final class ClaudeWorld implements World {

    private static final String KEY = "sk-ant-dummy-key-000000000000";

    private final FakeModel model = FakeModel.start();
    private Path home = Path.of("");
    private Path repository = Path.of("");

    @Override
    public String agent() {
        return "claude-code";
    }

    @Override
    public String configuration(List<String> wrapper) {
        String program = Objects.requireNonNull(
                System.getenv("TAGMA_CLAUDE_CODE"), "TAGMA_CLAUDE_CODE names no program; run ./build real");
        return """
                  claude-code:
                    command: %s
                    env:
                      ANTHROPIC_BASE_URL: %s
                      ANTHROPIC_API_KEY: %s
                      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1"
                      CLAUDE_CODE_MAX_RETRIES: "2"
                      IS_SANDBOX: "1"
                """.formatted(Stage.quoted(wrapper, List.of(program)), model.base(), KEY);
    }

    /** A limit is that of a subscription; who has a key pays by use, and is refused without one. */
    @Override
    public List<String> subscribed() {
        return List.of(
                "--env", "ANTHROPIC_API_KEY=", "--env", "CLAUDE_CODE_OAUTH_TOKEN=sk-ant-oat01-dummy-000000000000");
    }

    @Override
    public void prepare(Path newHome, Path newRepository) {
        home = newHome;
        repository = newRepository;
        settings(home, onboarded(), keyApproved(), folderTrusted());
    }

    @Override
    public List<String> distrusting() {
        return finding(onboarded(), keyApproved());
    }

    /** Further words of {@code create} that make the agent find nothing but these settings. */
    List<String> finding(String... members) {
        try {
            Path directory = Files.createTempDirectory(home, "settings");
            settings(directory, members);
            return List.of("--env", "CLAUDE_CONFIG_DIR=" + directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void settings(Path directory, String... members) {
        try {
            Files.writeString(directory.resolve(".claude.json"), "{" + String.join(",", members) + "}");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String onboarded() {
        return "\"hasCompletedOnboarding\":true,\"theme\":\"dark\",\"lastOnboardingVersion\":\"2.1.329\","
                + "\"hasSeenAutoDefaultNotice\":true";
    }

    String keyApproved() {
        return "\"customApiKeyResponses\":{\"approved\":[\"%s\"],\"rejected\":[]}"
                .formatted(KEY.substring(KEY.length() - 20));
    }

    String folderTrusted() {
        return "\"projects\":{%s:{\"hasTrustDialogAccepted\":true}}".formatted(Stage.quoted(repository.toString()));
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
