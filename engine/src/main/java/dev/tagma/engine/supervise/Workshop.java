package dev.tagma.engine.supervise;

import dev.tagma.spi.workspace.FreePorts;
import dev.tagma.spi.workspace.ScriptRunner;
import dev.tagma.spi.workspace.TrustedScripts;
import java.time.Duration;

/**
 * What workspaces are fitted out with.
 *
 * @param scriptLimit how long one script may run
 */
public record Workshop(
        TrustedScripts trusted, ScriptRunner scripts, Duration scriptLimit, FreePorts free, PortRange ports) {

    /** The ports that are leased to sessions, both ends among them. */
    public record PortRange(int first, int last) {

        public PortRange {
            if (first < 1 || last > 65535 || first > last) {
                throw new IllegalArgumentException("There are no ports from " + first + " to " + last);
            }
        }

        @Override
        public String toString() {
            return first + "-" + last;
        }
    }
}
