package dev.tagma.spi.workspace;

import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import java.util.Optional;

/** Scripts that a person of this machine has trusted, kept with all they say. Methods may be called from any thread. */
public interface TrustedScripts {

    /** The scripts of this hash, exactly as they were trusted; none where they were not, or what is kept is damaged. */
    Optional<Scripts> find(ScriptsId id);

    /** Trusts scripts from now on; durable when this returns, and harmless when they are trusted already. */
    void trust(Scripts scripts);
}
