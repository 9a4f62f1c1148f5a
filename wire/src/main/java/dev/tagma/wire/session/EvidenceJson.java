package dev.tagma.wire.session;

import dev.tagma.core.status.Evidence;
import dev.tagma.wire.json.Doc;

@Doc("A fact and the part it played.")
public record EvidenceJson(
        @Doc("The part it played.") Evidence.Role role,
        @Doc("The fact.") FactJson fact) {}
