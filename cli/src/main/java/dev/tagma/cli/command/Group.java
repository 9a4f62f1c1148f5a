package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;

/** A group that must be there: it has sessions in it or below. */
record Group(String path, List<Standing> sessions) {

    Group {
        sessions = List.copyOf(sessions);
    }

    static Group find(Context context, String given) {
        String path = Values.group(given);
        if (path.isEmpty()) {
            throw Failure.usage("the root is no group: name one");
        }
        List<Standing> sessions = Listed.in(context, path);
        if (sessions.isEmpty()) {
            throw Failure.failed("there is no group '%s'%s".formatted(Values.shown(path), candidates(context)));
        }
        return new Group(path, sessions);
    }

    private static String candidates(Context context) {
        List<String> groups = context.api().ask(Ask.of(SessionOperations.GROUPS)).fields().objects("groups").stream()
                .map(group -> group.text("path"))
                .toList();
        return groups.isEmpty() ? ": no session is in a group" : " (" + String.join(", ", groups) + ")";
    }

    /** Where a session of this group is when the group has another path. */
    String moved(Standing session, String newPath) {
        String below = session.all().text("group").substring(path.length());
        return newPath.isEmpty() && !below.isEmpty() ? below.substring(1) : newPath + below;
    }
}
