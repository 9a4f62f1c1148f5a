package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("How to see the agent in a terminal.")
public record AttachJson(
        @Doc("The command and its arguments.") List<String> command) {}
