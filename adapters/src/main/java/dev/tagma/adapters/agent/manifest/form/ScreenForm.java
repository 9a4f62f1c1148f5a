package dev.tagma.adapters.agent.manifest.form;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How its screens look: where its composer and its dialogs are, and rules in order, the first that fits counts.
 *
 * @param strip what is taken off each row before rules look at it, such as a scroll bar
 * @param prompted the row a person's prompt begins with, in the conversation
 */
public record ScreenForm(
        Optional<Pattern> strip,
        Optional<ComposerForm> composer,
        Optional<Pattern> prompted,
        Optional<Pattern> dialog,
        List<ScreenRule> rules) {

    public ScreenForm {
        rules = List.copyOf(rules);
    }

    /**
     * The composer: rows between two edges, or without edges the last line of the screen.
     *
     * @param prompt what stands in front of the text in its first row
     * @param beside what stands below it or in the three rows above it; a prompt in the conversation may look the same
     * @param footer how many rows may stand below it
     * @param hints what stands in it while it is empty
     * @param pasted placeholders of pastes; a group {@code lines} or {@code chars} says how much stands behind one
     */
    public record ComposerForm(
            Optional<Pattern> above,
            Optional<Pattern> below,
            Pattern prompt,
            Optional<Pattern> beside,
            int footer,
            List<String> hints,
            List<Pattern> pasted) {

        public ComposerForm {
            hints = List.copyOf(hints);
            pasted = List.copyOf(pasted);
        }
    }

    /** One rule. */
    public record ScreenRule(State means, Place place, Pattern matches) {}

    /** What a screen can show. */
    public enum State {
        WORKING,
        IDLE,
        /** A turn was stopped, and nothing has begun since. */
        INTERRUPTED,
        PERMISSION,
        QUESTION,
        PLAN,
        TRUST,
        LOGIN,
        MENU,
        ERROR,
        LIMITED,
        RETRYING,
        COMPACTING
    }

    /** Where a rule looks. */
    public enum Place {
        /** The rows below the composer. */
        FOOTER,
        /** The rows of the composer. */
        COMPOSER,
        /** The rows above the composer, up to the first blank one. */
        ABOVE,
        /** All rows above the composer down from the newest prompt. */
        TURN,
        /** The dialog, where no composer is shown. */
        DIALOG
    }
}
