package dev.tagma.adapters.agent.opencode;

import dev.tagma.adapters.connection.KeptConnection;
import dev.tagma.adapters.files.Pulse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the program tells by itself, as server-sent events. A stream that says nothing for too long is cut. */
final class EventStream implements KeptConnection.Line {

    private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

    private final InputStream in;
    private final BufferedReader lines;
    private final JsonMapper mapper;
    private final Duration heartbeat;
    private final Pulse heard = new Pulse();
    private volatile boolean closed;
    private volatile boolean mute;

    EventStream(InputStream in, JsonMapper mapper, Duration heartbeat) {
        this.in = in;
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.mapper = mapper;
        this.heartbeat = heartbeat;
        Thread.ofVirtual().name("opencode-heartbeat").start(this::watch);
    }

    private void watch() {
        long before;
        do {
            before = heard.count();
            heard.await(before, heartbeat);
        } while (!closed && heard.count() != before);
        if (!closed) {
            mute = true;
            close();
        }
    }

    /** The next one that can be understood; throws when there will be none. */
    JsonNode next() throws IOException {
        while (true) {
            String data = data();
            try {
                return mapper.readTree(data);
            } catch (JacksonException garbled) {
                LOG.log(System.Logger.Level.WARNING, "OpenCode told something that is not JSON; it is left out");
            }
        }
    }

    private String data() throws IOException {
        StringBuilder data = new StringBuilder();
        while (true) {
            String line = line();
            if (line.isEmpty() && !data.isEmpty()) {
                return data.toString();
            }
            if (line.startsWith("data:")) {
                data.append(line.substring("data:".length()).strip());
            }
        }
    }

    private String line() throws IOException {
        try {
            String line = lines.readLine();
            if (line != null) {
                heard.beat();
                return line;
            }
        } catch (IOException broken) {
            if (!mute) {
                throw broken;
            }
        }
        throw new IOException(
                mute ? "it said nothing for " + heartbeat.toMillis() + " ms" : "its stream of events ended");
    }

    @Override
    public void close() {
        closed = true;
        heard.beat();
        try {
            in.close();
        } catch (IOException gone) {
            // Nobody reads it any more.
            return;
        }
    }
}
