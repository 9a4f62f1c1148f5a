package dev.tagma.testkit.script;

import java.util.List;

/** One entry of a conversation as a model server is shown it. */
public sealed interface Entry {

    /** A text that the client sent in the user's name, with whatever the client wrapped around it. */
    record Prompt(String text) implements Entry {}

    /** What the model answered; the id tells one answer from the next. */
    record Reply(String id) implements Entry {}

    /** What the tools that the model called gave back. */
    record Results(List<String> texts) implements Entry {
        public Results {
            texts = List.copyOf(texts);
        }
    }
}
