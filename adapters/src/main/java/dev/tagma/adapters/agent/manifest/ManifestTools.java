package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.screen.ScreenReader;
import dev.tagma.adapters.files.FileWatch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all sessions of one agent share.
 *
 * @param program the program and its leading arguments
 * @param inherited the daemon's environment
 * @param settings variables from the configuration
 * @param form how its record is read, where it keeps one
 */
record ManifestTools(
        Manifest manifest,
        List<String> program,
        Map<String, String> inherited,
        Map<String, String> settings,
        JsonMapper mapper,
        ChatForm form,
        FileWatch watch,
        ScreenReader screens,
        ScheduledExecutorService executor) {}
