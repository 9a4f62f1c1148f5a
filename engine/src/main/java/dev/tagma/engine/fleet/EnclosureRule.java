package dev.tagma.engine.fleet;

import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Session;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.Surroundings;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.sandbox.Sandbox;
import java.util.Optional;

/** Which sandbox a session is created in, and whether there can be such a one: nothing is made before that is known. */
final class EnclosureRule {

    private final Services services;
    private final Roster roster;
    private final Policy policy;

    EnclosureRule(Services services, Roster roster, Policy policy) {
        this.services = services;
        this.roster = roster;
        this.policy = policy;
    }

    /**
     * What the caller says, over what holds otherwise: what another session had that this one continues, else what the
     * project makes of the configured one.
     */
    SandboxRule decide(
            Caller caller, AgentId agent, SandboxWish wanted, Optional<SandboxRule> continued, SandboxWish project) {
        SandboxRule base = continued.orElseGet(() -> narrowed(policy.sandboxes().of(agent), project));
        SandboxRule rule = wanted.over(base);
        rule.objection().ifPresent(wrong -> {
            throw new Problem(ProblemCode.INVALID, wrong);
        });
        caller.actingAs()
                .map(id -> roster.find(caller.tenant(), id).session().launch().sandbox())
                .flatMap(rule::beyond)
                .ifPresent(more -> {
                    throw new Problem(
                            ProblemCode.FORBIDDEN,
                            "A session in a sandbox may have none that is less contained: " + more
                                    + " is more than its own");
                });
        return rule;
    }

    /** A project, which anybody may have written, gives an agent less, and never more. */
    private static SandboxRule narrowed(SandboxRule configured, SandboxWish project) {
        SandboxRule rule = project.over(configured);
        Optional<String> wrong = rule.beyond(configured)
                .map(more -> "it may not give an agent more than is configured, and it wants " + more)
                .or(rule::objection);
        wrong.ifPresent(why -> {
            throw new Problem(
                    ProblemCode.INVALID, "The sandbox that the project's .tagma/config.yaml wants cannot be: " + why);
        });
        return rule;
    }

    /** Throws where the session cannot be contained as it is to be. */
    void require(Session session) {
        SandboxRule rule = session.launch().sandbox();
        if (!rule.encloses()) {
            return;
        }
        AgentAdapter adapter = services.adapters().get(session.launch().agent());
        if (adapter == null) {
            return;
        }
        Failures.guarded(() -> {
            Sandbox sandbox = services.sandboxes().of(rule.kind());
            sandbox.objection(rule, adapter.needs(Surroundings.of(services, session)))
                    .ifPresent(why -> {
                        throw new Problem(ProblemCode.INVALID, why);
                    });
            sandbox.hindrance().ifPresent(why -> {
                throw new Problem(ProblemCode.UNAVAILABLE, why);
            });
            return sandbox;
        });
    }
}
