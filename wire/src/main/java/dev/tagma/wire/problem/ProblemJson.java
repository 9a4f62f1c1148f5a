package dev.tagma.wire.problem;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Why something was refused or failed (RFC 9457).")
public record ProblemJson(
        @Doc(value = "A URI that names the kind of problem.", example = "\"https://tagma.dev/problems/not_found\"")
        String type,

        @Doc("The kind of problem, in words.") String title,
        @Doc("The HTTP status.") int status,
        @Doc("The thing, the value and the next step.") String detail,
        @Doc("The stable name to act on.") ErrorCode code,
        @Doc("The path that was asked for.") String instance,
        @Doc("What was perhaps meant.") List<String> candidates) {}
