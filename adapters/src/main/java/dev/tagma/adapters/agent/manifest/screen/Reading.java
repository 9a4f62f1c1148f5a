package dev.tagma.adapters.agent.manifest.screen;

import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import java.util.Locale;
import java.util.Optional;

/**
 * What a screen shows at one moment.
 *
 * @param state none where no rule knows it
 * @param detail what the rule found, or what is not known
 * @param tool the tool a permission is asked for, where the dialog names it
 * @param composer none where none is shown
 * @param dialog none where a composer is shown
 */
public record Reading(
        Optional<State> state,
        String detail,
        Optional<String> tool,
        Optional<Composer> composer,
        Optional<Dialog> dialog) {

    static Reading unknown(String detail, Optional<Composer> composer) {
        return new Reading(Optional.empty(), detail, Optional.empty(), composer, Optional.empty());
    }

    /** The word for it in the corpus of recorded screens. */
    public String word() {
        return state.map(one -> one.name().toLowerCase(Locale.ROOT)).orElse("unknown");
    }

    public boolean is(State one) {
        return state.filter(one::equals).isPresent();
    }

    /** Whether it shows that no turn runs. */
    public boolean over() {
        return state.filter(one -> switch (one) {
                    case IDLE, INTERRUPTED, ERROR, LIMITED -> true;
                    case WORKING, PERMISSION, QUESTION, PLAN, TRUST, LOGIN, MENU, RETRYING, COMPACTING -> false;
                })
                .isPresent();
    }

    /** Whether it shows that a turn runs and waits for nobody. */
    public boolean works() {
        return is(State.WORKING) || is(State.RETRYING) || is(State.COMPACTING);
    }

    /** Whether it shows that the agent asks something of its work. */
    public boolean asks() {
        return is(State.PERMISSION) || is(State.QUESTION) || is(State.PLAN);
    }
}
