package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.protocol.Later;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.spi.runtime.ProcessRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all drivers of one agent share.
 *
 * @param program the program and its leading arguments
 * @param inherited the daemon's environment
 * @param settings variables from the configuration
 * @param login the agent's name of the way to log in that was configured
 * @param modes the agent's names of its modes that were configured; others are guessed
 * @param patience how long the agent may take until it can be spoken to; one that does not by then hangs
 */
record AcpTools(
        List<String> program,
        Map<String, String> inherited,
        Map<String, String> settings,
        Optional<String> login,
        Map<PermissionMode, String> modes,
        JsonMapper mapper,
        ProcessRuntime processes,
        Later later,
        Duration patience) {}
