package dev.tagma.wire.operation;

import dev.tagma.core.usage.UsageBy;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.usage.UsageJson;
import java.util.List;

/** What can be asked about what agents use. */
public final class UsageOperations {

    public static final Operation USAGE = Operation.get("getUsage", "/v1/usage")
            .says(
                    "Sum up what was used",
                    "Tokens in the agents' own figures, each message of a model once, and what they cost by a dated table of"
                            + " prices. What has no known price is said to have none. Sessions that were removed count as"
                            + " long as they are on record.")
            .with(
                    Parameter.choice("by", UsageBy.class, "What to sum up by; turn is for one session.")
                            .or("session"),
                    Parameter.text("since", "2026-11-01", "Only from this day on, in UTC."),
                    Parameter.text("until", "2026-11-30", "Only to this day, with it, in UTC."),
                    Parameter.text("session", "calm-otter", "Only of this session: its id, handle or a beginning."),
                    Parameter.text("group", "team/api", "Only of this group and those below it."))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(UsageJson.class);

    static List<Operation> all() {
        return List.of(USAGE);
    }

    private UsageOperations() {}
}
