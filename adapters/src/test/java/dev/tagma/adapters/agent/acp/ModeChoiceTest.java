package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.acp.ModeChoice.Choice;
import dev.tagma.core.session.PermissionMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ModeChoiceTest {

    private static final Offers CLAUDE = offers("default", "default", "acceptEdits", "plan", "dontAsk");
    private static final Offers GEMINI = offers("default", "default", "autoEdit", "yolo", "plan");
    private static final Offers QWEN = offers("default", "plan", "default", "auto-edit", "auto", "yolo");
    private static final Offers CODEX = offers("read-only", "read-only", "auto", "full-access");
    private static final Offers NEW_CODEX =
            offers("agent", "read-only", "workspace-write", "agent", "agent-full-access");
    private static final Map<String, Offers> ALL =
            Map.of("claude", CLAUDE, "gemini", GEMINI, "qwen", QWEN, "codex", CODEX, "new codex", NEW_CODEX);

    @ParameterizedTest
    @CsvSource({
        "claude, ASK, default",
        "claude, EDITS, acceptEdits",
        "claude, PLAN, plan",
        "gemini, ASK, default",
        "gemini, EDITS, autoEdit",
        "gemini, YOLO, yolo",
        "qwen, ASK, default",
        "qwen, EDITS, auto-edit",
        "qwen, PLAN, plan",
        "qwen, YOLO, yolo",
        "codex, ASK, read-only",
        "codex, YOLO, full-access",
        "new codex, ASK, read-only",
        "new codex, EDITS, workspace-write",
        "new codex, YOLO, agent-full-access"
    })
    void knownModesOfKnownAgents(String agent, PermissionMode wanted, String taken) {
        assertThat(ModeChoice.of(wanted, Map.of(), ALL.get(agent))).isEqualTo(new Choice.Take(taken));
    }

    @ParameterizedTest
    @CsvSource({"claude, YOLO", "claude, READ_ONLY", "codex, EDITS", "codex, PLAN", "codex, READ_ONLY"})
    void whatIsNotKnownIsRefusedWithWhatThereIs(String agent, PermissionMode wanted) {
        assertThat(ModeChoice.of(wanted, Map.of(), ALL.get(agent)))
                .isInstanceOfSatisfying(
                        Choice.Refuse.class,
                        refused -> assertThat(refused.reason())
                                .contains(ALL.get(agent).ids()));
    }

    @Test
    void anAgentThatAsksByItselfIsLeftAsItIs() {
        assertThat(ModeChoice.of(PermissionMode.ASK, Map.of(), offers("build", "build", "plan")))
                .isEqualTo(new Choice.Leave());
        assertThat(ModeChoice.of(PermissionMode.ASK, Map.of(), none())).isEqualTo(new Choice.Leave());
    }

    @Test
    void anAgentThatBeginsInAWiderModeThanAskingIsRefused() {
        assertThat(ModeChoice.of(PermissionMode.ASK, Map.of(), offers("auto", "auto", "fast")))
                .isInstanceOf(Choice.Refuse.class);
        assertThat(ModeChoice.of(PermissionMode.ASK, Map.of(), offers("YOLO", "YOLO")))
                .isInstanceOf(Choice.Refuse.class);
    }

    @Test
    void aConfiguredNameGoesBeforeAKnownOne() {
        assertThat(ModeChoice.of(PermissionMode.EDITS, Map.of(PermissionMode.EDITS, "auto"), CODEX))
                .isEqualTo(new Choice.Take("auto"));
        assertThat(ModeChoice.of(PermissionMode.EDITS, Map.of(PermissionMode.EDITS, "no-such"), QWEN))
                .isInstanceOf(Choice.Refuse.class);
    }

    @Test
    void modesAreReadInBothFormsAndSetAsTheyAreOffered() {
        JsonMapper mapper = JsonMapper.shared();
        Offers options = Offers.modes(mapper.readTree("""
                {"configOptions": [{"id": "m", "category": "mode", "type": "select", "currentValue": "ask",
                  "options": [{"value": "ask"}, {"value": "code"}]}]}"""));

        assertThat(options.ids()).containsExactly("ask", "code");
        assertThat(options.current()).contains("ask");
        assertThat(options.choose(mapper, "s", "ask", "")).isEmpty();
        assertThat(options.choose(mapper, "s", "code", "")).hasValueSatisfying(setting -> {
            assertThat(setting.method()).isEqualTo("session/set_config_option");
            assertThat(setting.params().toString())
                    .isEqualTo("{\"sessionId\":\"s\",\"configId\":\"m\",\"value\":\"code\"}");
        });
        assertThat(GEMINI.choose(mapper, "s", "yolo", "")).hasValueSatisfying(setting -> {
            assertThat(setting.method()).isEqualTo("session/set_mode");
            assertThat(setting.params().toString()).isEqualTo("{\"sessionId\":\"s\",\"modeId\":\"yolo\"}");
        });
    }

    @Test
    void optionsMayComeInGroupsAndWithoutACategory() {
        Offers options = Offers.models(JsonMapper.shared().readTree("""
                {"configOptions": [{"id": "model", "type": "select", "currentValue": "a",
                  "options": [{"group": "one", "options": [{"value": "a"}, {"value": "b"}]},
                              {"group": "two", "options": [{"value": "c"}]}]}]}"""));

        assertThat(options.ids()).containsExactly("a", "b", "c");
    }

    private static Offers offers(String current, String... ids) {
        return new Offers("session/set_mode", "modeId", Optional.empty(), List.of(ids), Optional.of(current));
    }

    private static Offers none() {
        return new Offers("session/set_mode", "modeId", Optional.empty(), List.of(), Optional.empty());
    }
}
