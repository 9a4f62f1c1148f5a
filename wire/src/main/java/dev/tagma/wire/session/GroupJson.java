package dev.tagma.wire.session;

import dev.tagma.core.session.GroupPath;
import dev.tagma.wire.json.Doc;

@Doc("A group of sessions.")
public record GroupJson(
        @Doc(value = "Its path.", example = "\"team/api\"") GroupPath path,
        @Doc("How many sessions are in it and below.") int sessions,
        @Doc("How many of them work.") int working,
        @Doc("How many of them wait for somebody.") int waiting) {}
