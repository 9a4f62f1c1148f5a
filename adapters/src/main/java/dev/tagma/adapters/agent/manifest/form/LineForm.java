package dev.tagma.adapters.agent.manifest.form;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a record is read that has a JSON document on each line.
 *
 * @param id a line's own name; a prompt's is the name of the turn that it begins
 * @param time when the line was written
 * @param conversation the conversation's name, in one of the first lines
 * @param place the directory it is held in, in one of the first lines
 * @param rules each that fits a line makes an entry of it, in this order
 */
public record LineForm(
        Optional<FieldPath> id,
        Optional<FieldPath> time,
        Optional<FieldPath> conversation,
        Optional<FieldPath> place,
        List<LineRule> rules) {

    public LineForm {
        rules = List.copyOf(rules);
    }

    /**
     * What some lines are.
     *
     * @param when texts that stand in such a line
     * @param fields where the parts of the entry stand
     */
    public record LineRule(Map<FieldPath, String> when, Means means, Map<Part, FieldPath> fields) {
        public LineRule {
            when = Map.copyOf(when);
            fields = Map.copyOf(fields);
        }
    }

    /** What a line can be. */
    public enum Means {
        /** What a person said. */
        PROMPT,
        /** What the agent said. */
        SAID,
        /** A tool that is used. */
        TOOL,
        /** What a tool answered. */
        ANSWER,
        /** The model, or the way to it, failed. */
        ERROR,
        /** The turn was stopped. */
        INTERRUPTED,
        COMPACTED,
        /** What a message of the model used. */
        USED
    }

    /** The parts of an entry. */
    public enum Part {
        TEXT("text"),
        TOOL("tool"),
        KEY("key"),
        MODEL("model"),
        INPUT("input"),
        OUTPUT("output"),
        CACHE_READ("cacheRead"),
        CACHE_WRITE("cacheWrite"),
        REASONING("reasoning"),
        TOTAL("total");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        /** As it is written in a manifest. */
        public String key() {
            return key;
        }
    }
}
