package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("What went over from one session to another.")
public record HandedJson(
        @Doc("The session that had the work; it is stopped.")
        SessionJson from,

        @Doc("The session that has it.") SessionJson to,

        @Doc("What the new session has of it, in words.") List<String> carried,

        @Doc("What it has not, in words.") List<String> lost) {}
