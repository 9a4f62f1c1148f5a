package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("What is new at a terminal: an event of the type draw or ended.")
public record TerminalJson(
        @Doc("In draw: bytes to be written to the reader's terminal, in Base64.")
        Optional<String> draw,

        @Doc("In ended, after which nothing follows: why there is nothing to be seen any more.")
        Optional<String> ended) {}
