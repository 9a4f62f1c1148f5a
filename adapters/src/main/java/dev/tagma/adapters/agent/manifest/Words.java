package dev.tagma.adapters.agent.manifest;

import java.util.List;
import java.util.Map;

/** Puts values in place of the words in braces that a manifest may use. */
record Words(Map<String, String> values) {

    List<String> in(List<String> texts) {
        return texts.stream().map(this::in).toList();
    }

    String in(String text) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
