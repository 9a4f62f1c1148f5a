package dev.tagma.engine.fleet;

import dev.tagma.core.sandbox.SandboxWish;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Scripts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What projects say about the sessions that are created in them. */
public interface Projects {

    /** No project says anything. */
    Projects SILENT = place -> Wishes.NONE;

    /**
     * What the project that this directory belongs to wishes; throws {@link dev.tagma.engine.Problem} where it cannot be
     * understood. The repository may be a stranger's: it is given no more than a choice among what is allowed here anyway,
     * and nothing of it is run before a person has trusted it.
     */
    Wishes of(Path place);

    /**
     * For sessions whose creator says nothing else.
     *
     * @param mode one that allows no more than the configured one
     * @param sandbox taken only where it gives an agent no more than the configured one
     */
    record Wishes(Optional<AgentId> agent, Optional<PermissionMode> mode, Fitting fitting, SandboxWish sandbox) {

        public static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty());

        /** One that wants nothing of its workspaces. */
        public Wishes(Optional<AgentId> agent, Optional<PermissionMode> mode) {
            this(agent, mode, Fitting.NOTHING);
        }

        /** One that says nothing of sandboxes. */
        public Wishes(Optional<AgentId> agent, Optional<PermissionMode> mode, Fitting fitting) {
            this(agent, mode, fitting, SandboxWish.SILENT);
        }
    }

    /**
     * What workspaces are to be fitted out with.
     *
     * @param ports names of ports, each once
     */
    record Fitting(Contents contents, Carried carried, Optional<Scripts> scripts, List<String> ports) {

        public static final Fitting NOTHING = new Fitting(Carried.NOTHING, Optional.empty(), List.of());

        /** One with the usual contents. */
        public Fitting(Carried carried, Optional<Scripts> scripts, List<String> ports) {
            this(Contents.USUAL, carried, scripts, ports);
        }

        public Fitting {
            ports = List.copyOf(ports);
        }
    }
}
