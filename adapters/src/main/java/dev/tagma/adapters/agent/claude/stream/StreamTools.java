package dev.tagma.adapters.agent.claude.stream;

import dev.tagma.adapters.protocol.Later;
import dev.tagma.spi.runtime.ProcessRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all drivers of the adapter share.
 *
 * @param program the program and its leading arguments
 * @param inherited the daemon's environment, of which only a part is passed on
 * @param settings variables from the configuration
 * @param patience how long the program may take until it can be spoken to; one that does not by then hangs
 */
record StreamTools(
        List<String> program,
        Map<String, String> inherited,
        Map<String, String> settings,
        JsonMapper mapper,
        ProcessRuntime processes,
        Later later,
        Duration patience) {}
