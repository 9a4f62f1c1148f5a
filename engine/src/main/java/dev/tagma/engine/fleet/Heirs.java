package dev.tagma.engine.fleet;

import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Fleet.NewSession;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sessions that are to take over another one's work, drawn up and not stored. */
final class Heirs {

    private final Services services;
    private final Drafts drafts;

    Heirs(Services services, Drafts drafts) {
        this.services = services;
        this.drafts = drafts;
    }

    /** Where nothing else is said it is like the former one, as far as its agent can be. */
    Session draft(Caller caller, Session former, Handoff wanted) {
        AgentId agent = wanted.agent().map(AgentId::new).orElse(former.launch().agent());
        boolean same = agent.equals(former.launch().agent());
        if (same && wanted.model().isEmpty() && wanted.mode().isEmpty()) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Session " + former.handle() + " is with agent '" + agent
                            + "' already; name another one with --to, or another model with --model");
        }
        AgentAdapter adapter = drafts.adapter(agent);
        DriverKind driver = same ? former.launch().driver() : drafts.usual(adapter);
        return drafts.heir(
                caller,
                new NewSession(
                        wanted.key(),
                        wanted.handle(),
                        former.title(),
                        former.group(),
                        former.tags(),
                        Optional.of(agent.value()),
                        Optional.of(driver),
                        Optional.of(wanted.mode().orElseGet(() -> mode(former, adapter, driver))),
                        wanted.model(),
                        former.launch().environment(),
                        same ? former.launch().arguments() : List.of(),
                        Path.of(former.wanted().place()),
                        WorkspacePlan.Kind.IN_PLACE,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        wanted.prompt(),
                        true,
                        Optional.empty(),
                        Optional.of(former.launch().afterLimit()),
                        driver == former.launch().driver() ? former.launch().runtime() : Optional.empty(),
                        SandboxWish.SILENT),
                former);
    }

    /** The former one's, or the widest that allows no more than that: nobody asked for more. */
    private static PermissionMode mode(Session former, AgentAdapter adapter, DriverKind driver) {
        PermissionMode own = former.launch().mode();
        return adapter.modes(driver).stream()
                .filter(one -> !one.allowsMoreThan(own))
                .max((one, other) -> one == other ? 0 : one.allowsMoreThan(other) ? 1 : -1)
                .orElseThrow(() -> new Problem(
                        ProblemCode.INVALID,
                        "Agent '" + adapter.id() + "' has no mode that allows no more than '" + Words.of(own)
                                + "', in which session " + former.handle() + " is; name one with --mode"));
    }

    /** The conversation itself, where the agent stays the same and something was said in it. */
    Optional<AgentSessionId> conversation(Session former, Session heir) {
        boolean same = former.launch().agent().equals(heir.launch().agent())
                && former.launch().driver() == heir.launch().driver();
        boolean told = former.heritage().resumes().isPresent()
                || services.store()
                        .read(reads -> reads.lastTurn(former.tenant(), former.id()))
                        .isPresent();
        return same && told ? former.agentSessionId() : Optional.empty();
    }
}
