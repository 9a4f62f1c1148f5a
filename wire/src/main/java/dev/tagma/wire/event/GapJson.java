package dev.tagma.wire.event;

import dev.tagma.wire.json.Doc;

@Doc("A range of events that are no longer kept. Sent in their place, as an event of the type gap.")
public record GapJson(
        @Doc("The first that is lost.") String from,
        @Doc("The last that is lost.") String to,
        @Doc("How many positions that is.") long missed) {}
