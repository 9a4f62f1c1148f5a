package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Map;

@Doc("A status with all that it is founded on.")
public record ExplanationJson(
        @Doc("The status.") StatusJson status,
        @Doc("The facts the rule used.") List<EvidenceJson> evidence,
        @Doc("All facts that are known.") List<FactJson> facts,

        @Doc("What carries facts to Tagma, and whether it works.")
        Map<String, String> carriers,

        @Doc("The rules in order, and what each said.") List<String> rules) {}
