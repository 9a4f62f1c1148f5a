package dev.tagma.adapters.agent.external.message;

import java.util.Map;
import java.util.Optional;

/**
 * A session that is to be driven.
 *
 * @param driver names this driver in all further messages; the session's id
 * @param handle the session's name for people
 * @param workspace the directory that the agent works in
 * @param directory a private directory for the adapter's own files about this session; removed with the session
 * @param environment all variables that the agent's program will have
 * @param conversation the agent's own id of the conversation, where it is known
 */
public record Open(
        String driver,
        String handle,
        Launch launch,
        String workspace,
        String directory,
        Map<String, String> environment,
        Optional<String> conversation) {}
