package dev.tagma.server.route;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.SessionView;
import dev.tagma.wire.session.GroupJson;
import java.util.List;
import java.util.TreeMap;

/** The tree of groups, as it follows from the sessions in it. */
final class Groups {

    private Groups() {}

    /** Every group on the way from the root to a session, with what is in it and below. */
    static List<GroupJson> of(List<SessionView> views) {
        TreeMap<String, GroupJson> groups = new TreeMap<>();
        for (SessionView view : views) {
            String path = view.session().group().value();
            for (int end = path.indexOf('/'); !path.isEmpty(); end = path.indexOf('/', end + 1)) {
                String group = end < 0 ? path : path.substring(0, end);
                GroupJson one = new GroupJson(
                        new GroupPath(group),
                        1,
                        view.status().is(Activity.WORKING) ? 1 : 0,
                        view.status().activity().filter(Activity::waiting).isPresent() ? 1 : 0);
                groups.merge(
                        group,
                        one,
                        (sum, next) -> new GroupJson(
                                sum.path(),
                                sum.sessions() + next.sessions(),
                                sum.working() + next.working(),
                                sum.waiting() + next.waiting()));
                if (end < 0) {
                    break;
                }
            }
        }
        return List.copyOf(groups.values());
    }
}
