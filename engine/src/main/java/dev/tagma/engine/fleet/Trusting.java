package dev.tagma.engine.fleet;

import dev.tagma.core.session.TenantId;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.ProjectScripts;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import java.nio.file.Path;
import java.util.Optional;

/** Which scripts of projects may be run. */
final class Trusting {

    private static final System.Logger LOG = System.getLogger(Trusting.class.getName());

    private final Services services;
    private final Projects projects;

    Trusting(Services services, Projects projects) {
        this.services = services;
        this.projects = projects;
    }

    ProjectScripts scripts(TenantId tenant, Path place) {
        Optional<Scripts> scripts = projects.of(place).fitting().scripts();
        return new ProjectScripts(
                scripts,
                scripts.filter(found ->
                                services.workshop().trusted().find(found.id()).isPresent())
                        .isPresent());
    }

    ProjectScripts trust(Caller caller, Path place, ScriptsId id) {
        if (caller.actingAs().isPresent()) {
            throw new Problem(
                    ProblemCode.FORBIDDEN,
                    "A session may not trust scripts; a person does so outside of it, with tagma trust " + place);
        }
        Scripts scripts = projects.of(place)
                .fitting()
                .scripts()
                .orElseThrow(() -> new Problem(
                        ProblemCode.NOT_FOUND, "The project of " + place + " names nothing that could be trusted"));
        if (!scripts.id().equals(id)) {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The scripts of " + scripts.project() + " are not those that were looked at (they are "
                            + scripts.id() + ", not " + id + "): look at them anew");
        }
        Failures.guarded(() -> {
            services.workshop().trusted().trust(scripts);
            return true;
        });
        LOG.log(System.Logger.Level.INFO, caller.name() + " trusted the scripts " + id + " of " + scripts.project());
        return new ProjectScripts(Optional.of(scripts), true);
    }
}
