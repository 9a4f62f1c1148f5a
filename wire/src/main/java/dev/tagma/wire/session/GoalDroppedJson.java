package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;

@Doc("What came of dropping a goal.")
public record GoalDroppedJson(@Doc("Whether there was one.") boolean dropped) {}
