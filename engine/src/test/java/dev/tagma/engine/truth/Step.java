package dev.tagma.engine.truth;

import static dev.tagma.core.status.Activity.BACKGROUND_WORK;
import static dev.tagma.core.status.Activity.COMPACTING;
import static dev.tagma.core.status.Activity.ERROR;
import static dev.tagma.core.status.Activity.IDLE;
import static dev.tagma.core.status.Activity.RETRYING;
import static dev.tagma.core.status.Activity.USAGE_LIMITED;
import static dev.tagma.core.status.Activity.WAITING_PERMISSION;
import static dev.tagma.core.status.Activity.WAITING_PLAN;
import static dev.tagma.core.status.Activity.WAITING_QUESTION;
import static dev.tagma.core.status.Activity.WAITING_TRUST_OR_LOGIN;
import static dev.tagma.core.status.Activity.WORKING;

import dev.tagma.core.status.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step from an activity to the next that an agent takes.
 *
 * @param from none where the agent has just been started
 * @param recorded whether a history of the real agent shows it
 */
record Step(Optional<Activity> from, Activity to, String why, boolean recorded) {

    /** Every one of them; the reference draws them. Whoever records one that was missing says so here. */
    static List<Step> all() {
        List<Step> all = new ArrayList<>();
        all.add(new Step(Optional.empty(), IDLE, "it is ready", true));
        all.add(new Step(Optional.empty(), WAITING_TRUST_OR_LOGIN, "it does not know the folder", true));
        all.add(step(WAITING_TRUST_OR_LOGIN, IDLE, "somebody trusts it"));
        all.add(step(IDLE, WORKING, "a prompt"));
        all.add(step(WORKING, IDLE, "the turn is over, or Esc"));
        all.add(step(WORKING, WAITING_PERMISSION, "it wants to do something"));
        all.add(step(WAITING_PERMISSION, WORKING, "it may"));
        all.add(step(WAITING_PERMISSION, IDLE, "Esc"));
        all.add(step(WORKING, WAITING_QUESTION, "it asks"));
        all.add(step(WAITING_QUESTION, WORKING, "an answer"));
        all.add(step(WAITING_QUESTION, IDLE, "Esc"));
        all.add(unrecorded(WORKING, WAITING_PLAN, "it has a plan"));
        all.add(unrecorded(WAITING_PLAN, WORKING, "approved"));
        all.add(unrecorded(WAITING_PLAN, IDLE, "Esc"));
        all.add(step(WORKING, RETRYING, "the model cannot be reached"));
        all.add(step(RETRYING, WORKING, "it can again"));
        all.add(unrecorded(RETRYING, ERROR, "too often"));
        all.add(step(WORKING, ERROR, "the model refuses"));
        all.add(step(ERROR, WORKING, "a prompt"));
        all.add(unrecorded(WORKING, USAGE_LIMITED, "the account's limit is used up"));
        all.add(step(WORKING, WAITING_TRUST_OR_LOGIN, "its login is not good any more"));
        all.add(step(WAITING_TRUST_OR_LOGIN, WORKING, "a prompt, once somebody has logged in"));
        all.add(step(IDLE, COMPACTING, "/compact"));
        all.add(step(COMPACTING, WORKING, "done, and idle a moment later"));
        all.add(unrecorded(WORKING, BACKGROUND_WORK, "the turn is over, a task runs on"));
        all.add(unrecorded(BACKGROUND_WORK, WORKING, "a prompt, or news of the task"));
        all.add(unrecorded(BACKGROUND_WORK, IDLE, "the task has ended"));
        return all;
    }

    private static Step step(Activity from, Activity to, String why) {
        return new Step(Optional.of(from), to, why, true);
    }

    private static Step unrecorded(Activity from, Activity to, String why) {
        return new Step(Optional.of(from), to, why, false);
    }

    /** A step without its reason. */
    record Bare(Optional<Activity> from, Activity to) {
        @Override
        public String toString() {
            return from.map(Enum::name).orElse("start") + " -> " + to;
        }
    }

    Bare bare() {
        return new Bare(from, to);
    }

    static List<Bare> in(List<Activity> activities) {
        List<Bare> steps = new ArrayList<>();
        Optional<Activity> last = Optional.empty();
        for (Activity activity : activities) {
            steps.add(new Bare(last, activity));
            last = Optional.of(activity);
        }
        return steps;
    }
}
