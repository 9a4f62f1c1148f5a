package dev.tagma.spi.runtime;

import java.util.OptionalInt;

/** Whether a process runs. A probe that fails is {@link Unknown}, never death. */
public sealed interface Liveness {

    record Alive(long pid) implements Liveness {}

    /** It ended; the exit code (128 + n for a signal) is absent where nobody kept it. */
    record Dead(OptionalInt exitCode) implements Liveness {}

    /** It never ran, or all trace of it is gone with the terminal server. */
    record Gone(String reason) implements Liveness {}

    /** It cannot be told at this moment. */
    record Unknown(String reason) implements Liveness {}
}
