package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds sessions by what people call them. */
final class Directory {

    private static final int MOST_CANDIDATES = 10;
    private static final int ID_LENGTH = 36;

    private Directory() {}

    /** The session whose id or handle is {@code name}, or the only one whose id or handle begins with it. */
    static SessionId resolve(Collection<Session> sessions, String name) {
        if (name.isBlank()) {
            throw new Problem(
                    ProblemCode.INVALID, "The session's name is empty; give a handle, an id or a unique prefix");
        }
        List<Session> exact =
                sessions.stream().filter(session -> isCalled(session, name)).toList();
        List<Session> found = exact.isEmpty()
                ? sessions.stream()
                        .filter(session -> session.handle().value().startsWith(name)
                                || session.id().toString().startsWith(name))
                        .toList()
                : exact;
        if (found.size() == 1) {
            return found.getFirst().id();
        }
        if (found.isEmpty()) {
            throw new Problem(
                    ProblemCode.NOT_FOUND, "There is no session '" + shown(name) + "'" + nearest(sessions, name));
        }
        throw new Problem(
                ProblemCode.AMBIGUOUS, "'" + shown(name) + "' fits " + found.size() + " sessions: " + names(found));
    }

    /** Whether this is the session's whole handle or id. */
    static boolean isCalled(Session session, String name) {
        return session.handle().value().equals(name)
                // Most names are too short to be an id, and its text has to be made anew each time.
                || (name.length() == ID_LENGTH && session.id().toString().equals(name));
    }

    private static String nearest(Collection<Session> sessions, String name) {
        List<Session> like = sessions.stream()
                .filter(session -> !name.isEmpty()
                        && session.handle().value().contains(name.substring(0, Math.min(3, name.length()))))
                .toList();
        Collection<Session> offered = like.isEmpty() ? sessions : like;
        return offered.isEmpty() ? "; there are none" : "; there are " + names(offered);
    }

    private static String names(Collection<Session> sessions) {
        String first = sessions.stream()
                .sorted(Comparator.comparing(Session::createdAt).reversed())
                .limit(MOST_CANDIDATES)
                .map(session -> session.handle().value())
                .collect(Collectors.joining(", "));
        return sessions.size() > MOST_CANDIDATES
                ? first + " and " + (sessions.size() - MOST_CANDIDATES) + " more"
                : first;
    }

    private static String shown(String name) {
        String printable = name.chars()
                .mapToObj(c -> Character.isISOControl(c) ? "?" : Character.toString(c))
                .collect(Collectors.joining());
        return printable.length() > 80 ? printable.substring(0, 80) + "…" : printable;
    }
}
