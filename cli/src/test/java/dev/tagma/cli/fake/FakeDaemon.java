package dev.tagma.cli.fake;

import dev.tagma.cli.fake.UnixServer.Asked;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.PrivateDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A daemon that runs in the test and answers each method and path, the query left out, as the test has said. */
public final class FakeDaemon implements AutoCloseable {

    private final Home home;
    private final Map<String, UnixServer.Behaviour> routes = new ConcurrentHashMap<>();
    private UnixServer server;

    public FakeDaemon(Home home) throws IOException {
        this.home = home;
        PrivateDirectory.make(home.state());
        PrivateDirectory.make(home.runtime());
        this.server = listening();
    }

    private UnixServer listening() throws IOException {
        UnixServer listening = new UnixServer(home.socket(), this::answer);
        Files.writeString(home.address(), home.socket() + "\n");
        return listening;
    }

    private void answer(Asked asked, OutputStream out) throws IOException, InterruptedException {
        UnixServer.Behaviour route = routes.get(asked.method() + " " + asked.path());
        if (route == null) {
            problem(404, "not_found", "There is nothing at " + asked.path()).answer(asked, out);
        } else {
            route.answer(asked, out);
        }
    }

    /** Says what is done at a route, such as {@code GET /v1/sessions/calm-otter}. */
    public FakeDaemon at(String route, UnixServer.Behaviour behaviour) {
        routes.put(route, behaviour);
        return this;
    }

    public FakeDaemon at(String route, String json) {
        return at(route, json(200, "application/json", json));
    }

    /** Answers first in one way, then in the next; the last one is kept. */
    public FakeDaemon inTurn(String route, UnixServer.Behaviour... behaviours) {
        var count = new AtomicInteger();
        return at(
                route,
                (asked, out) ->
                        behaviours[Math.min(count.getAndIncrement(), behaviours.length - 1)].answer(asked, out));
    }

    public static UnixServer.Behaviour json(String json) {
        return json(200, "application/json", json);
    }

    private static UnixServer.Behaviour json(int status, String type, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return (asked, out) -> {
            out.write(("HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
        };
    }

    public static UnixServer.Behaviour problem(int status, String code, String detail, String... candidates) {
        String list = String.join(
                ",", List.of(candidates).stream().map(one -> "\"" + one + "\"").toList());
        return json(
                status,
                "application/problem+json",
                "{\"type\":\"https://tagma.dev/problems/" + code + "\",\"title\":\"T\",\"status\":" + status
                        + ",\"detail\":\"" + detail + "\",\"code\":\"" + code
                        + "\",\"instance\":\"/\",\"candidates\":[" + list + "]}");
    }

    /** Cuts the connection without an answer, as a killed process does. */
    public static UnixServer.Behaviour cut() {
        return (asked, out) -> {};
    }

    public List<Asked> asked() {
        return server.asked();
    }

    public List<Asked> asked(String method, String path) {
        return asked().stream()
                .filter(one -> one.method().equals(method) && one.path().equals(path))
                .toList();
    }

    /** Stops on purpose. */
    public void stop() throws IOException {
        Files.deleteIfExists(home.address());
        server.close();
    }

    public void startAgain() throws IOException {
        server = listening();
    }

    @Override
    public void close() throws IOException {
        stop();
        Files.deleteIfExists(home.runtime());
    }
}
