package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ToolUsesTest {

    private final JsonMapper mapper = JsonMapper.shared();
    private final ToolUses uses = new ToolUses(mapper);

    private ObjectNode use(String status) {
        return mapper.createObjectNode()
                .put("toolCallId", "one")
                .put("title", "Write")
                .put("status", status);
    }

    private ObjectNode writing(int characters) {
        ObjectNode use = use("pending");
        use.putObject("rawInput").put("content", "x".repeat(characters));
        return use;
    }

    @Test
    void whatIsOnRecordIsNotHeld() {
        assertThat(uses.told(writing(100_000), false)).isEmpty();
        assertThat(uses.held()).isGreaterThan(100_000);

        Optional<ToolUses.Told> told = uses.told(use("in_progress"), false);

        assertThat(told).hasValueSatisfying(one -> assertThat(one.text()).hasSizeGreaterThan(100_000));
        assertThat(uses.held()).isZero();
    }

    @Test
    void aUseIsToldAndOverOnce() {
        assertThat(uses.told(writing(1), true)).isPresent();
        assertThat(uses.told(writing(1), true)).isEmpty();
        assertThat(uses.over(use("completed"))).isTrue();
        assertThat(uses.over(use("completed"))).isFalse();
        assertThat(uses.told(writing(1), true)).isEmpty();
        assertThat(uses.held()).isZero();
    }
}
