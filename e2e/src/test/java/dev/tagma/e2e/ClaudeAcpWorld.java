package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The real Claude Code behind its adapter for the protocol, whose model is the fake one. */
final class ClaudeAcpWorld extends FakeModelWorld {

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
                    acp: %s
                    env:
                      CLAUDE_CODE_EXECUTABLE: %s
                      ANTHROPIC_BASE_URL: %s
                      ANTHROPIC_API_KEY: sk-ant-dummy-key-000000000000
                      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1"
                      CLAUDE_CODE_MAX_RETRIES: "2"
                      IS_SANDBOX: "1"
                """.formatted(
                Stage.quoted(wrapper, List.of(program("claude-agent-acp"))), Stage.quoted(program), model().base());
    }

    @Override
    public void prepare(Path home, Path repository) {
        // It asks nobody whether a folder is to be trusted.
    }
}
