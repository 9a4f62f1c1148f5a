package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.files.Pulse;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the session's conversation onto the screen of a program that has just started. The program opens its port before
 * it listens to itself, so it is asked until its title says that it shows a conversation. Later a person may show another.
 */
final class Shown {

    /** The title of a screen with a conversation. */
    private static final String CONVERSATION = "OC | ";

    private static final Duration SHOWS_WITHIN = Duration.ofSeconds(60);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(1);

    private static final System.Logger LOG = System.getLogger(Shown.class.getName());

    private final Api api;
    private final StateFile state;
    private final JsonMapper mapper;
    private final Pulse titles = new Pulse();
    private volatile String title = "";
    private volatile boolean closed;

    Shown(Api api, StateFile state, JsonMapper mapper) {
        this.api = api;
        this.state = state;
        this.mapper = mapper;
    }

    void titled(String now) {
        title = now;
        titles.beat();
    }

    void show() {
        Thread.ofVirtual().name("opencode-shown").start(this::ask);
    }

    private void ask() {
        long deadline = System.nanoTime() + SHOWS_WITHIN.toNanos();
        String id = state.current();
        while (!closed && !title.startsWith(CONVERSATION) && System.nanoTime() < deadline) {
            try {
                api.post("/tui/select-session", mapper.createObjectNode().put("sessionID", id));
            } catch (IOException | Api.Refused failed) {
                LOG.log(System.Logger.Level.DEBUG, "OpenCode does not show its conversation yet", failed);
            }
            boolean _ = titles.until(() -> title.startsWith(CONVERSATION) || closed, is -> is, ASKED_AGAIN);
        }
    }

    void close() {
        closed = true;
        titles.beat();
    }
}
