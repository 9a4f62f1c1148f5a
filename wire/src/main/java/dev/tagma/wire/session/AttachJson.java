package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("How to see the agent in a terminal.")
public record AttachJson(
        @Doc(
                "The command and its arguments; empty where no other program can show the terminal: then look at it by watchTerminal.")
        List<String> command) {}
