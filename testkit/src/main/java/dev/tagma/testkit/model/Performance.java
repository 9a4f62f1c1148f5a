package dev.tagma.testkit.model;

import dev.tagma.testkit.script.Cue.Cued;
import dev.tagma.testkit.script.Step;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Plays the steps of one scene into one reply. */
final class Performance {

    /** How often a waiting answer is looked at for whether its client is still there. */
    private static final Duration BEAT = Duration.ofMillis(250);

    private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");

    /** Where and how fast performances take place. */
    record Stage(Gates gates, Pause pause, Duration pace, Clock clock) {}

    private final Stage stage;
    private final Scene scene;
    private final Protocol protocol;
    private final Outlet outlet;
    private final Reply reply;
    private int input;
    private int output;
    private int fixedOutput = -1;
    private boolean begun;

    Performance(Stage stage, Scene scene, Protocol protocol, Outlet outlet, int requestLength) {
        this.stage = stage;
        this.scene = scene;
        this.protocol = protocol;
        this.outlet = outlet;
        this.reply = protocol.reply(scene.request(), outlet, stage.clock().instant());
        this.input = Usage.estimate(requestLength);
    }

    void play() throws IOException, InterruptedException {
        var steps = scene.steps();
        countTokens(steps);
        for (int i = 0; i < steps.size(); i++) {
            if (!play(steps.get(i), i)) {
                return;
            }
        }
        begin();
        reply.end(new Usage(input, fixedOutput < 0 ? output : fixedOutput));
        scene.recollection().answered(scene.moment());
    }

    /** Plays one step and says whether the reply goes on. */
    private boolean play(Cued cued, int index) throws IOException, InterruptedException {
        switch (cued.step()) {
            case Step.Say(var text) -> say(text + "\n");
            case Step.Think(var text) -> think(text);
            case Step.Slow(var length) -> trickle(length);
            case Step.Wait(var gate) -> waitAt(gate);
            case Step.Hang() -> {
                failed(cued);
                begin();
                new CountDownLatch(1).await();
            }
            case Step.Drop(var times) -> {
                if (tries(index) <= times) {
                    failed(cued);
                    begin();
                    throw new CutException();
                }
            }
            case Step.Fail(var status, var times) -> {
                if (tries(index) <= times) {
                    return refuse(cued, status, "fake failure " + status, Map.of());
                }
            }
            case Step.Limit limit -> {
                var resets = stage.clock().instant().plus(limit.resetsIn());
                var message = "This request would exceed your account's rate limit. Please try again later.";
                return refuse(cued, 429, message, protocol.limitHeaders(limit, resets));
            }
            case Step.ToolUse use -> call(use);
            case Step.Fault fault -> say("[fake model: only the scripted agent can " + verb(fault) + "]\n");
            case Step.Tokens _, Step.Calls _ -> {}
        }
        return true;
    }

    private void countTokens(List<Cued> steps) {
        for (var cued : steps) {
            if (cued.step() instanceof Step.Tokens(var in, var out)) {
                input = in;
                fixedOutput = out;
            }
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            reply.begin(new Usage(input, 1));
        }
    }

    private void say(String text) throws IOException, InterruptedException {
        begin();
        for (var piece : pieces(text)) {
            reply.text(piece);
            output += Usage.estimate(piece.length());
            stage.pause().of(stage.pace());
        }
    }

    private void think(String text) throws IOException, InterruptedException {
        begin();
        for (var piece : pieces(text)) {
            reply.think(piece);
            stage.pause().of(stage.pace());
        }
    }

    private void trickle(Duration length) throws IOException, InterruptedException {
        begin();
        var beats = length.dividedBy(BEAT);
        for (int i = 1; i <= beats; i++) {
            reply.text("tick " + i + " ");
            output += 3;
            stage.pause().of(BEAT);
        }
        reply.text("\n");
    }

    private void waitAt(String gate) throws IOException, InterruptedException {
        begin();
        reply.text("waiting for " + gate + " ");
        output += 3;
        try (var waiter = stage.gates().enter(gate)) {
            while (!waiter.await(BEAT)) {
                reply.beat(outlet);
            }
        }
    }

    private void call(Step.ToolUse use) throws IOException, InterruptedException {
        var toolbox = new Toolbox(scene.request());
        var calls = toolbox.calls(use);
        if (calls.isEmpty()) {
            say("[fake model: no tool for %s among %s]\n".formatted(verb(use), toolbox.names()));
            return;
        }
        begin();
        for (var call : calls) {
            reply.call(call);
            output += 20;
        }
    }

    private boolean refuse(Cued cued, int status, String message, Map<String, String> headers) throws IOException {
        failed(cued);
        var error = protocol.error(status, message);
        if (begun) {
            reply.breakOff(error);
        } else {
            outlet.refuse(status, headers, error);
        }
        return false;
    }

    private int tries(int index) {
        return scene.recollection().countTry(scene.moment(), index);
    }

    private void failed(Cued cued) {
        scene.recollection().failed(cued.place(), scene.moment());
    }

    /** Long texts go out in lines, short ones in words, as from a model. */
    private static List<String> pieces(String text) {
        return text.length() > 4000
                ? text.lines().map(line -> line + "\n").toList()
                : WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String verb(Step step) {
        return step.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
