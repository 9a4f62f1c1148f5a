package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.repeated;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Talk;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma create}. */
final class CreateCommand implements Command {

    /** An agent that needs longer to come up is hung, or waits for something it does not show. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final OptionSpec agent = value("AGENT", "The agent program, such as claude-code.", "-a", "--agent");
    private final OptionSpec path = value("DIR", "What it is about; the current directory if absent.", "-p", "--path");
    private final OptionSpec handle = value("NAME", "A readable name of your choice.", "--handle");
    private final OptionSpec title = value("TEXT", "What it is about, in a line.", "--title");
    private final OptionSpec group = value("GROUP", "Its group, such as team/api.", "-g", "--group");
    private final OptionSpec tags = repeated("TAG", "A tag; may be given several times.", "--tag");
    private final OptionSpec worktree = flag("Work in a git worktree of its own, or fail.", "--worktree");
    private final OptionSpec inPlace = flag("Work in the directory itself.", "--in-place");
    private final OptionSpec branch = value("BRANCH", "The worktree's branch, new or existing.", "--branch");
    private final OptionSpec base = value("COMMIT", "What a new branch begins at.", "--base");
    private final OptionSpec mode = value("MODE", "What the agent may do without asking.", "--mode");
    private final OptionSpec model = value("MODEL", "The agent's own name of the model.", "--model");
    private final OptionSpec driver = value("DRIVER", "terminal or protocol.", "--driver");
    private final OptionSpec environment = repeated(
            "NAME[=VALUE]",
            "A variable for the agent; without a value it is taken from here, which keeps it out of the process list.",
            "--env");
    private final OptionSpec prompt = value("TEXT", "A first message.", "--prompt");
    private final OptionSpec quiet = flag("Print the handle alone and nothing else.", "-q", "--quiet");
    private final OptionSpec noWait = flag("Do not wait until the agent is up.", "--no-wait");
    private final OptionSpec timeout = value("SECONDS", "How long to wait for the agent at most (120).", "--timeout");

    @Override
    public List<String> help() {
        return List.of(
                "Creates a session and prints its handle.",
                "Waits until its agent is up and fails, with the reason, if it does not come up.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(
                agent,
                path,
                handle,
                title,
                group,
                tags,
                worktree,
                inPlace,
                branch,
                base,
                mode,
                model,
                driver,
                environment,
                prompt,
                quiet,
                noWait,
                timeout);
    }

    @Override
    public Exit run(Context context) {
        Deadline deadline = Deadline.after(Values.seconds(timeout).orElse(PATIENCE));
        Ask.Body body = body(context);

        Answer created =
                context.api().ask(Ask.of(SessionOperations.CREATE).body(body).mayBeRepeated());
        Standing session = Standing.of(created.fields());
        // At once: whatever becomes of the wait, the caller knows what it has.
        if (!context.json()) {
            context.talk().print(session.handle());
        }
        if (given(noWait)) {
            return done(context, created);
        }
        context.talk().progress("starting " + session.handle());
        var waited = new Patience(context.api()).await(session.id(), "live", Optional.empty(), deadline);
        return judge(context, Standing.of(waited.session()), waited.reached());
    }

    private static Exit done(Context context, Answer created) {
        if (context.json()) {
            context.talk().printJson(created.json());
        }
        return Exit.OK;
    }

    private Exit judge(Context context, Standing session, boolean reached) {
        if (context.json()) {
            context.printJson(session.all());
        }
        if (session.notRunning()) {
            throw Failure.failed("%s did not come up: %s; its workspace is kept, see tagma show %s"
                    .formatted(session.handle(), session.reason(), session.handle()));
        }
        if (!reached) {
            throw Failure.of(
                    Exit.TIMED_OUT,
                    "%s is still %s after %d s (%s); it goes on, see tagma show %s"
                            .formatted(
                                    session.handle(),
                                    session.lifecycle(),
                                    Values.seconds(timeout).orElse(PATIENCE).toSeconds(),
                                    session.reason(),
                                    session.handle()));
        }
        if (!given(quiet)) {
            tell(context.talk(), session);
        }
        return Exit.OK;
    }

    private static void tell(Talk talk, Standing session) {
        var workspace = session.all().object("workspace");
        String branch = workspace
                .optionalText("branch")
                .map(name -> " on branch " + name)
                .orElse("");
        talk.say(Span.of(session.handle() + " "), session.word(), Span.of(" in " + workspace.text("path") + branch));
        session.nextStep()
                .ifPresent(step -> talk.say(Span.of("it asks: " + session.asked() + "; answer with " + step)));
    }

    private Ask.Body body(Context context) {
        Values.notBoth(worktree, inPlace);
        if (given(inPlace)) {
            Values.notBoth(inPlace, branch);
            Values.notBoth(inPlace, base);
        }
        var body = new Ask.Body()
                .with("key", Keys.fresh(context.clock()))
                .with("handle", text(handle))
                .with("title", text(title))
                .with("group", text(group))
                .with("agent", text(agent))
                .with("driver", Values.choice(driver, DriverKind.values()))
                .with("mode", Values.choice(mode, PermissionMode.values()))
                .with("model", text(model))
                .with(
                        "path",
                        Values.path(context.workingDirectory(), text(path).orElse(""))
                                .toString())
                .with("workspace", workspace())
                .with("branch", text(branch))
                .with("base", text(base))
                .with("prompt", text(prompt));
        if (!texts(tags).isEmpty()) {
            body.with("tags", Json.of(texts(tags).stream().map(Json::of).toList()));
        }
        if (!texts(environment).isEmpty()) {
            body.with("environment", environment(context.environment()));
        }
        return body;
    }

    private Optional<String> workspace() {
        if (given(worktree)) {
            return Optional.of("worktree");
        }
        return given(inPlace) ? Optional.of("in_place") : Optional.empty();
    }

    private JsonObject environment(Map<String, String> own) {
        Map<String, Json> members = new LinkedHashMap<>();
        for (String entry : texts(environment)) {
            int equals = entry.indexOf('=');
            String name = equals < 0 ? entry : entry.substring(0, equals);
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw Failure.usage(
                        "--env '%s' does not name a variable: give NAME=VALUE or NAME".formatted(Values.shown(name)));
            }
            String value = equals < 0 ? own.get(name) : entry.substring(equals + 1);
            if (value == null) {
                throw Failure.usage("--env %s has no value: it is not set here; give %s=VALUE".formatted(name, name));
            }
            members.put(name, Json.of(value));
        }
        return new JsonObject(members);
    }
}
