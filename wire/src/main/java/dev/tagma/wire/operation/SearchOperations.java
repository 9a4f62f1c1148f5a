package dev.tagma.wire.operation;

import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.search.SearchJson;
import dev.tagma.wire.transcript.EntryRole;
import java.util.List;

/** What can be asked about all conversations at once. */
public final class SearchOperations {

    public static final Operation SEARCH = Operation.get("search", "/v1/search")
            .says(
                    "Search conversations",
                    "Entries of conversations in which every word occurs, newest first. A filter given more than once"
                            + " matches any of its values; different filters must all match. Conversations that Tagma did"
                            + " not start are among them where the configuration says search.foreign, and never for an"
                            + " agent that asks from within its session.")
            .with(
                    Parameter.text(
                            "text",
                            "flaky login",
                            "What to search for: words, \"a phrase\" in quotes, begin* with a star. At most 1000 characters."),
                    Parameter.text("agent", "claude-code", "Only conversations with this agent.")
                            .repeated(),
                    Parameter.text("session", "calm-otter", "Only what was said in this session.")
                            .repeated(),
                    Parameter.text("group", "team/api", "Only sessions in this group or below it.")
                            .repeated(),
                    Parameter.text("since", "2026-11-20T10:00:00Z", "Only what was said then or later."),
                    Parameter.choice("role", EntryRole.class, "Only entries of this role."),
                    Parameter.whole("limit", 1, 200, "At most so many.").or("20"))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.UNAVAILABLE)
            .gives(SearchJson.class);

    static List<Operation> all() {
        return List.of(SEARCH);
    }

    private SearchOperations() {}
}
