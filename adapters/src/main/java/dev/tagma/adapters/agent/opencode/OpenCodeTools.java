package dev.tagma.adapters.agent.opencode;

import java.net.http.HttpClient;
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
 * @param heartbeat a stream of events that says nothing for so long is dead
 */
record OpenCodeTools(
        List<String> program,
        Map<String, String> inherited,
        Map<String, String> settings,
        JsonMapper mapper,
        HttpClient http,
        Duration heartbeat,
        Exported exported) {}
