package dev.tagma.adapters.agent.opencode;

import dev.tagma.core.session.PermissionMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a conversation may do without asking, as the program's own rules, of which the last one that fits counts. They are
 * said twice: in the environment for its subagents, and with the conversation, where no agent of a person's own has a say.
 */
final class Rights {

    /** What changes nothing, or only what the agent itself remembers. */
    private static final List<String> HARMLESS =
            List.of("read", "glob", "grep", "list", "lsp", "todoread", "todowrite", "question", "task", "skill");

    private final List<Rule> rules;

    private record Rule(String permission, String pattern, String action) {}

    private Rights(List<Rule> rules) {
        this.rules = rules;
    }

    static Rights of(PermissionMode mode) {
        List<Rule> rules = new ArrayList<>();
        switch (mode) {
            case ASK -> allowing(rules, "ask", HARMLESS);
            case EDITS -> {
                allowing(rules, "ask", HARMLESS);
                rules.add(new Rule("edit", "*", "allow"));
            }
            case READ_ONLY -> allowing(rules, "deny", HARMLESS);
            case YOLO -> rules.add(new Rule("*", "*", "allow"));
            case PLAN -> throw new IllegalArgumentException("OpenCode has no mode whose plan is approved");
        }
        return new Rights(List.copyOf(rules));
    }

    private static void allowing(List<Rule> rules, String otherwise, List<String> allowed) {
        rules.add(new Rule("*", "*", otherwise));
        allowed.forEach(permission -> rules.add(new Rule(permission, "*", "allow")));
        for (String secret : List.of("*.env", "*.env.*")) {
            rules.add(new Rule("read", secret, otherwise));
        }
        rules.add(new Rule("read", "*.env.example", "allow"));
    }

    /** For {@code OPENCODE_PERMISSION}: patterns are only understood where there can be some. */
    String asConfiguration(JsonMapper mapper) {
        ObjectNode all = mapper.createObjectNode();
        for (Rule rule : rules) {
            JsonNode before = all.path(rule.permission());
            if (rule.pattern().equals("*")) {
                all.put(rule.permission(), rule.action());
            } else if (before instanceof ObjectNode patterns) {
                patterns.put(rule.pattern(), rule.action());
            } else {
                all.putObject(rule.permission()).put("*", before.asString("")).put(rule.pattern(), rule.action());
            }
        }
        return mapper.writeValueAsString(all);
    }

    /** For a conversation. */
    ArrayNode asRules(JsonMapper mapper) {
        ArrayNode all = mapper.createArrayNode();
        rules.forEach(rule -> all.addObject()
                .put("permission", rule.permission())
                .put("pattern", rule.pattern())
                .put("action", rule.action()));
        return all;
    }
}
