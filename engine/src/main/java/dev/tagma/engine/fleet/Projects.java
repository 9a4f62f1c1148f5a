package dev.tagma.engine.fleet;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import java.nio.file.Path;
import java.util.Optional;

/** What projects say about the sessions that are created in them. */
public interface Projects {

    /** No project says anything. */
    Projects SILENT = place -> new Wishes(Optional.empty(), Optional.empty());

    /**
     * What the project that this directory belongs to wishes; throws {@link dev.tagma.engine.Problem} where it cannot be
     * understood. The repository may be a stranger's: it is given no more than a choice among what is allowed here anyway.
     */
    Wishes of(Path place);

    /**
     * For sessions whose creator says nothing else.
     *
     * @param mode one that allows no more than the configured one
     */
    record Wishes(Optional<AgentId> agent, Optional<PermissionMode> mode) {}
}
