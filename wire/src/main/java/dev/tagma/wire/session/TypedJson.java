package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("What a reader does at a terminal; what is absent is not done.")
public record TypedJson(
        @Doc("The name that was given when the look began.") String viewer,

        @Doc("What the reader's terminal has sent, in Base64.")
        Optional<String> input,

        @Doc("How wide that terminal is now, from 2 to 500; together with rows.")
        Optional<Long> columns,

        @Doc("How high it is now, from 2 to 500; together with columns.")
        Optional<Long> rows,

        @Doc("Whether the look ends.") Optional<Boolean> leave) {}
