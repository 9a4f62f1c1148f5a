package dev.tagma.engine.fleet;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.StatusRules;
import dev.tagma.engine.Fleet.Explanation;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.Shows;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.runtime.Viewable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be seen of a session. */
final class Looking {

    private final Roster roster;

    Looking(Roster roster) {
        this.roster = roster;
    }

    Explanation explain(TenantId tenant, SessionId id) {
        SessionActor actor = roster.find(tenant, id);
        Map<String, String> carriers = Stream.of(Source.values())
                .collect(Collectors.toMap(
                        Words::of, source -> switch (actor.facts().carrier(source)) {
                            case Carrier.Intact intact -> "intact";
                            case Carrier.Broken(String reason) -> "broken: " + reason;
                        }));
        return new Explanation(actor.status(), List.copyOf(actor.facts().all()), carriers, StatusRules.names());
    }

    TranscriptPage transcript(TenantId tenant, SessionId id, TranscriptQuery query) {
        SessionActor actor = roster.find(tenant, id);
        return Failures.guarded(() -> actor.driver().transcript(query));
    }

    List<String> lastMessages(TenantId tenant, SessionId id, int count) {
        return roster.find(tenant, id).driver().lastMessages(count);
    }

    Screen screen(TenantId tenant, SessionId id) {
        SessionActor actor = roster.find(tenant, id);
        return Failures.guarded(() -> actor.driver().screen());
    }

    String capture(TenantId tenant, SessionId id, int lines, boolean withColours) {
        SessionActor actor = roster.find(tenant, id);
        return Failures.guarded(() -> actor.driver().capture(lines, withColours));
    }

    List<String> attachCommand(TenantId tenant, SessionId id) {
        SessionActor actor = roster.running(tenant, id);
        return Failures.guarded(() -> actor.driver().attachCommand());
    }

    View view(TenantId tenant, SessionId id, int columns, int rows) {
        SessionActor actor = roster.running(tenant, id);
        return Failures.guarded(() -> {
            if (actor.driver() instanceof Shows driver && driver.face() instanceof Viewable terminal) {
                return new Onlooker(terminal.view(columns, rows));
            }
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The terminal of session " + actor.session().handle()
                            + " is shown by the command that attaches to it; see GET /v1/sessions/{id}/attach");
        });
    }
}
