package dev.tagma.engine.fleet;

import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Path;
import java.util.List;

/** Saved work. */
final class Rescuing {

    private final Workspaces workspaces;

    Rescuing(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    List<Rescue> rescues(TenantId tenant) {
        return Failures.guarded(() -> workspaces.rescues());
    }

    String rescueManifest(TenantId tenant, String rescue) {
        return Failures.guarded(() -> workspaces.manifest(rescue(rescue)));
    }

    Workspaces.Restored restore(Caller caller, String rescue, Path into) {
        return Failures.guarded(() -> workspaces.restore(rescue(rescue), into));
    }

    private Rescue rescue(String name) {
        List<Rescue> found = workspaces.rescues().stream()
                .filter(rescue -> rescue.id().startsWith(name))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new Problem(
                found.isEmpty() ? ProblemCode.NOT_FOUND : ProblemCode.AMBIGUOUS,
                (found.isEmpty() ? "There is no rescue '" : "More than one rescue begins with '") + name + "'");
    }
}
