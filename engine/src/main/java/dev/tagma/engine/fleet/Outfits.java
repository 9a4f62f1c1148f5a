package dev.tagma.engine.fleet;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Outfit;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.engine.Fleet.NewSession;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.util.Optional;

/** From what a project wants of its workspaces to what a new session gets. */
final class Outfits {

    private final Services services;
    private final PortLeases leases;

    Outfits(Services services, PortLeases leases) {
        this.services = services;
        this.leases = leases;
    }

    /** A place that is used as it is gets neither files nor scripts: it is somebody's own. */
    Outfit outfit(SessionId session, NewSession wanted, Projects.Fitting fitting) {
        boolean inPlace = wanted.workspace() == WorkspacePlan.Kind.IN_PLACE;
        Optional<Scripts> scripts = inPlace ? Optional.empty() : fitting.scripts();
        scripts.ifPresent(found -> requireTrust(found, wanted));
        return new Outfit(
                inPlace ? Contents.USUAL : fitting.contents(),
                inPlace ? Carried.NOTHING : fitting.carried(),
                scripts.map(Scripts::id),
                leases.lease(session, fitting.ports()));
    }

    /** What its own project wants of the files in its workspaces; what that wants run is not run beside another project. */
    Beside beside(Beside wanted, Projects.Fitting fitting) {
        fitting.scripts()
                .filter(_ -> fitting.contents().submodules())
                .filter(scripts -> !trusted(scripts))
                .ifPresent(scripts -> {
                    throw new Problem(
                            ProblemCode.UNTRUSTED,
                            "The project " + scripts.project()
                                    + " clones submodules into its workspaces from addresses that nobody has trusted"
                                    + " as they are: look at them and trust them with tagma trust " + wanted.place()
                                    + ", or leave it out");
                });
        return wanted.with(fitting.contents(), fitting.carried());
    }

    private boolean trusted(Scripts scripts) {
        return services.workshop().trusted().find(scripts.id()).isPresent();
    }

    private void requireTrust(Scripts scripts, NewSession wanted) {
        if (!trusted(scripts)) {
            throw new Problem(
                    ProblemCode.UNTRUSTED,
                    "The project " + scripts.project() + " " + wishes(scripts)
                            + " that nobody has trusted as they are: look at them and trust them with tagma trust "
                            + wanted.place() + ", or work in place, where none of that is done");
        }
    }

    private static String wishes(Scripts scripts) {
        if (scripts.submodules().isEmpty()) {
            return "runs scripts in its workspaces";
        }
        boolean alone = scripts.setup().isEmpty() && scripts.teardown().isEmpty();
        return alone
                ? "clones submodules into its workspaces from addresses"
                : "runs scripts in its workspaces and clones submodules into them from addresses";
    }
}
