package dev.tagma.adapters.exec;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** How a helper program's run went. */
public sealed interface Outcome {

    /** It ran to its end by itself. */
    record Exited(int code, Output output, Output errors) implements Outcome {

        public boolean succeeded() {
            return code == 0;
        }
    }

    /** It took too long and was killed with its process group; what it had written so far is kept. */
    record TimedOut(Duration limit, Output output, Output errors) implements Outcome {}

    /** It could not be started: the program or the directory is missing, or may not be used. */
    record NotStarted(String reason) implements Outcome {}

    /** What a program wrote on one of its outputs. */
    final class Output {

        private final byte[] bytes;
        private final boolean cut;

        Output(byte[] bytes, boolean cut) {
            this.bytes = bytes.clone();
            this.cut = cut;
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        /** Whether there was more than the cap allowed to keep. */
        public boolean cut() {
            return cut;
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The text without surrounding blanks, for messages. */
        public String trimmed() {
            return text().strip();
        }
    }
}
