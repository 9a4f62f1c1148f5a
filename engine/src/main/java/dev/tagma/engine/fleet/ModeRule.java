package dev.tagma.engine.fleet;

import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.AgentAdapter;
import java.util.stream.Collectors;

/** Which permission mode a session may be created in, or be given. */
final class ModeRule {

    private final Roster roster;
    private final Policy policy;

    ModeRule(Roster roster, Policy policy) {
        this.roster = roster;
        this.policy = policy;
    }

    void check(Caller caller, AgentAdapter adapter, DriverKind driver, PermissionMode mode) {
        if (mode == PermissionMode.YOLO && !policy.yolo()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "Mode 'yolo' is off; set 'sessions.yolo: true' in config.yaml to allow agents that ask for"
                            + " nothing");
        }
        if (!adapter.modes(driver).contains(mode)) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Agent '" + adapter.id() + "' has no mode '" + Words.of(mode) + "'; it has "
                            + adapter.modes(driver).stream()
                                    .map(Words::of)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        caller.actingAs()
                .map(id -> roster.find(caller.tenant(), id).session().launch().mode())
                .ifPresent(own -> {
                    if (mode.allowsMoreThan(own)) {
                        throw new Problem(
                                ProblemCode.FORBIDDEN,
                                "A session in mode '" + Words.of(own) + "' may have none in mode '" + Words.of(mode)
                                        + "'");
                    }
                });
    }
}
