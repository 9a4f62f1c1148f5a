package dev.tagma.adapters.agent.codex;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.spi.runtime.ProcessRuntime;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all drivers of the adapter share.
 *
 * @param program the program and its leading arguments
 * @param inherited the daemon's environment, of which only a part is passed on
 * @param settings variables from the configuration
 * @param processes where app-servers run that no terminal program is attached to
 */
record CodexTools(
        List<String> program,
        Map<String, String> inherited,
        Map<String, String> settings,
        JsonMapper mapper,
        FileWatch watch,
        ProcessRuntime processes) {}
