package dev.tagma.wire.request;

import dev.tagma.wire.json.Doc;

@Doc("One choice of a question.")
public record ChoiceJson(
        @Doc("Its label.") String label,
        @Doc("What it means.") String description) {}
