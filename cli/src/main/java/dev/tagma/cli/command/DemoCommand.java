package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.demo.Demo;
import dev.tagma.cli.demo.Ending;
import dev.tagma.cli.demo.Finding;
import dev.tagma.cli.demo.Ground;
import dev.tagma.cli.demo.Interruption;
import dev.tagma.cli.demo.Screen;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma demo}. */
final class DemoCommand implements Command {

    private final OptionSpec auto = flag("Answer by itself; fail if anything is not as it should be.", "--auto");

    @Override
    public List<String> help() {
        return List.of(
                "Runs three scripted agents in a repository and with a daemon of their own, in a new temporary directory;"
                        + " you answer them.",
                "One works and commits, one asks for permission, one asks a question.",
                "Checks what came of it, ends all it has started, and says what it keeps.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(auto);
    }

    /** It makes one of its own. */
    @Override
    public boolean hasHome() {
        return false;
    }

    @Override
    public Exit run(Context context) {
        if (context.json() && !given(auto)) {
            throw Failure.usage("--json needs --auto: the demo shows a person what happens");
        }
        try (var _ = new Interruption()) {
            Ground ground = Ground.make(context.environment(), context.daemons());
            var findings = new ArrayList<Finding>();
            try {
                findings.addAll(demo(context, ground).play());
            } finally {
                // Interrupted or not, it ends everything.
                Thread.interrupted();
                context.talk().progress("ending the agents and the daemon");
                findings.add(new Ending(ground).run());
                report(context, ground, findings);
            }
            return judge(findings);
        }
    }

    private Demo demo(Context context, Ground ground) {
        Screen screen = context.json() ? new Dark() : new Lit(context.with(ground.api()));
        screen.line(Span.of("In %s, with a daemon and a tmux server of their own:".formatted(ground.root())));
        return given(auto)
                ? Demo.automatic(ground, screen)
                : Demo.withPerson(ground, screen, context.program(), context.input());
    }

    private static void report(Context context, Ground ground, List<Finding> findings) {
        if (context.json()) {
            context.talk().printJson(JsonWriter.write(json(ground, findings)));
            return;
        }
        context.talk().print("");
        context.talk().print("Checked:");
        findings.forEach(finding -> context.talk()
                .print(
                        finding.holds() ? Span.of("  ok      ", Style.GOOD) : Span.of("  FAILED  ", Style.BAD),
                        Span.of(finding.what()),
                        Span.of(finding.fault().map(fault -> ": " + fault).orElse(""))));
        context.talk()
                .print("Kept, as far as they came: the repository with its branches, the worktrees, the events, the"
                        + " log.");
        context.talk().print("This removes them:");
        context.talk().print("    rm -rf " + ground.quotedRoot());
    }

    private static Json json(Ground ground, List<Finding> findings) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put(
                "checks", Json.of(findings.stream().<Json>map(DemoCommand::json).toList()));
        members.put("kept", Json.of(ground.root().toString()));
        return new JsonObject(members);
    }

    private static Json json(Finding finding) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("what", Json.of(finding.what()));
        members.put("ok", Json.of(finding.holds()));
        members.put("fault", finding.fault().<Json>map(Json::of).orElse(Json.NULL));
        return new JsonObject(members);
    }

    private static Exit judge(List<Finding> findings) {
        List<Finding> faults =
                findings.stream().filter(finding -> !finding.holds()).toList();
        if (!faults.isEmpty()) {
            throw Failure.failed("%d of %d checks failed; first: %s: %s"
                    .formatted(
                            faults.size(),
                            findings.size(),
                            faults.getFirst().what(),
                            faults.getFirst().fault().orElseThrow()));
        }
        return Exit.OK;
    }

    /** Shows it all. */
    private static final class Lit implements Screen {

        private final Context context;
        private final EventText text;

        Lit(Context context) {
            this.context = context;
            this.text = new EventText(context);
        }

        @Override
        public void line(Span... line) {
            context.talk().print(line);
        }

        @Override
        public void event(Fields event) {
            if (!held(event)) {
                text.print(event);
            }
        }

        /** Why a message waits while its agent starts is more than anybody wants to know here. */
        private static boolean held(Fields event) {
            return event.text("type").equals("message.state")
                    && event.object("data").optionalText("held").isPresent();
        }
    }

    /** For programs, which want the result alone. */
    private static final class Dark implements Screen {

        @Override
        public void line(Span... line) {}

        @Override
        public void event(Fields event) {}
    }
}
