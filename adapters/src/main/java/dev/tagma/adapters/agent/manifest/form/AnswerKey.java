package dev.tagma.adapters.agent.manifest.form;

import java.util.regex.Pattern;

/** What gives an answer in a dialog. */
public sealed interface AnswerKey {

    /** The number of the option whose label fits. */
    record Option(Pattern label) implements AnswerKey {}

    /** These keys, whatever the options are. */
    record Pressed(Keys keys) implements AnswerKey {}
}
