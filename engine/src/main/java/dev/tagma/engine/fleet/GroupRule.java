package dev.tagma.engine.fleet;

import dev.tagma.core.session.GroupPath;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.usage.Spending;

/** An agent takes neither a session, nor what it begins itself, away from the budget of a group. */
final class GroupRule {

    private final Roster roster;
    private final Spending spending;

    GroupRule(Roster roster, Spending spending) {
        this.roster = roster;
        this.spending = spending;
    }

    /** Whether the caller may move a session from one group to another. */
    void move(Caller caller, GroupPath from, GroupPath to) {
        refuse(caller, from, to, "a person may move it");
    }

    /** Whether the caller may begin a session in this group: one of an agent's is where the agent's own is paid. */
    void begin(Caller caller, GroupPath group) {
        caller.actingAs()
                .map(id -> roster.find(caller.tenant(), id).session().group())
                .ifPresent(own -> refuse(caller, own, group, "say --group " + own));
    }

    private void refuse(Caller caller, GroupPath from, GroupPath to, String remedy) {
        if (caller.actingAs().isPresent()) {
            spending.left(from, to).ifPresent(paying -> {
                throw new Problem(
                        ProblemCode.FORBIDDEN,
                        "Group '" + paying + "' has a budget, and a session may not leave it for '/" + to + "'; "
                                + remedy);
            });
        }
    }
}
