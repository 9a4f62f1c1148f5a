package dev.tagma.engine.supervise;

import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.runtime.Liveness;
import java.util.List;

/** Says how an agent's program ended. */
final class Endings {

    private Endings() {}

    static String reason(Liveness how) {
        return switch (how) {
            case Liveness.Dead(var code) when code.isEmpty() -> "its program ended";
            case Liveness.Dead(var code)
            when code.getAsInt() > 128 -> "its program was killed by signal " + (code.getAsInt() - 128);
            case Liveness.Dead(var code) -> "its program ended with exit code " + code.getAsInt();
            case Liveness.Gone(String why) -> why;
            case Liveness.Alive alive -> "its program ended";
            case Liveness.Unknown(String why) -> why;
        };
    }

    /** What a program showed last, for the record of a failed start. */
    static String lastWords(Driver driver) {
        try {
            String shown = driver.capture(50, false).strip();
            return shown.isEmpty() ? "" : "; it last showed: " + lastLines(shown, 5);
        } catch (RuntimeException gone) {
            return "";
        }
    }

    private static String lastLines(String text, int count) {
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }
}
