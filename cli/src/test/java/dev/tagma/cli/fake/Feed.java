package dev.tagma.cli.fake;

import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The events of a session, as the daemon streams them: those that a test puts into it, as they are put. */
public final class Feed implements UnixServer.Behaviour {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nretry: 1000\nid: here\n\n";

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private int count;

    @Override
    public void answer(UnixServer.Asked asked, OutputStream out) throws IOException, InterruptedException {
        write(out, HEAD);
        while (!asked.target().contains("follow=false")) {
            write(out, events.take());
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** @param data as JSON, with apostrophes for quotes */
    public synchronized Feed put(String type, String data) {
        String id = Integer.toString(++count);
        String event =
                "{\"id\":\"" + id + "\",\"time\":\"2026-11-20T09:59:58.123Z\",\"tenant\":\"default\",\"session\":\""
                        + Samples.OTTER + "\",\"type\":\"" + type + "\",\"data\":" + data.replace('\'', '"') + "}";
        events.add("id: " + id + "\nevent: " + type + "\ndata: " + JsonText.write(parsed(event)) + "\n\n");
        return this;
    }

    private static Json parsed(String event) {
        return JsonText.parse(event);
    }

    public Feed lifecycle(String to, String reason) {
        return put("session.lifecycle", "{'from':'live','to':'%s','reason':'%s'}".formatted(to, reason));
    }

    public Feed activity(String activity, String reason, String... attention) {
        String list = attention.length == 0 ? "" : "'" + String.join("','", attention) + "'";
        return put(
                "session.activity",
                ("{'activity':'%s','reason':'%s','since':'2026-11-20T10:00:00.000Z','confidence':'high','rule':'r',"
                                + "'attention':[%s],'until':null}")
                        .formatted(activity, reason, list));
    }

    public Feed message(String id, String state) {
        return put(
                "message.state",
                "{'message':'%s','state':'%s','held':null,'failure':null,'turn':1}".formatted(id, state));
    }

    public Feed held(String id, String why) {
        return put(
                "message.state",
                "{'message':'%s','state':'accepted','held':'%s','failure':null,'turn':null}".formatted(id, why));
    }

    public Feed opened(String request) {
        return put(
                "request.opened",
                "{'request':'%s','kind':'permission','title':'t','tool':'Bash','channel':'native'}".formatted(request));
    }

    public Feed closed(String request, String by) {
        return put(
                "request.closed",
                "{'request':'%s','kind':'permission','how':'answered','by':'%s','answer':null}".formatted(request, by));
    }

    public Feed turnEnded(int turn, String outcome) {
        return put("turn.ended", "{'turn':%d,'outcome':'%s','tree':null,'lastMessage':null}".formatted(turn, outcome));
    }
}
