package dev.tagma.engine.fleet;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.engine.supervise.SessionActor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Who works in a session's workspace: it may be taken from under an agent that is not the session's own. */
final class Tenancy {

    private final Roster roster;

    Tenancy(Roster roster) {
        this.roster = roster;
    }

    /** Why nobody may take the workspace of a session that rests; none where nothing runs in it. */
    Optional<String> inUse(SessionActor owner) {
        if (mayRun(owner)) {
            return Optional.of("its agent may still run: stop the session first");
        }
        return guest(owner.session())
                .map(guest -> "session " + guest.handle() + " is " + Words.of(guest.lifecycle()) + " and works in it");
    }

    /** Another session whose agent works, or is to work, in the workspace or below it. */
    Optional<Session> guest(Session owner) {
        Path workspace = real(owner.workspace().path());
        return roster.actors().stream()
                .filter(actor -> !actor.session().id().equals(owner.id()))
                .filter(actor -> actor.session().removed().isEmpty())
                .filter(actor -> real(place(actor.session())).startsWith(workspace))
                .filter(Tenancy::works)
                .map(SessionActor::session)
                .findFirst();
    }

    private static String place(Session session) {
        String made = session.workspace().path();
        return made.isEmpty() ? session.wanted().place() : made;
    }

    private static boolean works(SessionActor actor) {
        Lifecycle lifecycle = actor.session().lifecycle();
        return (lifecycle != Lifecycle.STOPPED && lifecycle != Lifecycle.FAILED) || mayRun(actor);
    }

    /** A start that failed in doubt may have left a process. */
    private static boolean mayRun(SessionActor actor) {
        Session session = actor.session();
        return session.lifecycle() == Lifecycle.FAILED
                && session.handleOfProcess().isPresent()
                && !actor.agentGone();
    }

    private static Path real(String path) {
        Path place = Path.of(path);
        try {
            return place.toRealPath();
        } catch (IOException gone) {
            return place.toAbsolutePath().normalize();
        }
    }
}
