package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.repeated;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Failure;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can be said on a command line of a session that is to be made. */
final class Creation {

    private final OptionSpec agent;
    private final OptionSpec path;
    private final OptionSpec handle = value("NAME", "A readable name of your choice.", "--handle");
    private final OptionSpec title = value("TEXT", "What it is about, in a line.", "--title");
    private final OptionSpec group = value("GROUP", "Its group, such as team/api.", "-g", "--group");
    private final OptionSpec tags = repeated("TAG", "A tag; may be given several times.", "--tag");
    private final OptionSpec worktree = flag("Work in a git worktree of its own, or fail.", "--worktree");
    private final OptionSpec clone = flag("Work in a clone: a repository of its own, or fail.", "--clone");
    private final OptionSpec inPlace = flag("Work in the directory itself.", "--in-place");
    private final OptionSpec branch = value("BRANCH", "The branch to work on, new or existing.", "--branch");
    private final OptionSpec base = value("COMMIT", "What a new branch begins at.", "--base");
    private final Companions companions = new Companions();
    private final OptionSpec mode = value("MODE", "What the agent may do without asking.", "--mode");
    private final OptionSpec model = value("MODEL", "The agent's own name of the model.", "--model");
    private final OptionSpec driver = value("DRIVER", "terminal or protocol.", "--driver");
    private final OptionSpec afterLimit = value(
            "WHAT",
            "What becomes of a turn that a usage limit cuts off: wait for somebody, or continue when the limit is"
                    + " over.",
            "--after-limit");
    private final OptionSpec runtime = value(
            "RUNTIME",
            "Where its terminal lives: tmux, the usual one, or pty, which needs no tmux and ends with the daemon.",
            "--runtime");
    private final SandboxWords sandbox = new SandboxWords();
    private final OptionSpec environment = repeated(
            "NAME[=VALUE]",
            "A variable for the agent; without a value it is taken from here, which keeps it out of the process list.",
            "--env");
    private final OptionSpec trust = flag(
            "Trust the scripts that the project runs in its workspaces, as they are; tagma trust shows them.",
            "--trust");
    private final boolean hereIfAbsent;

    private Creation(String agentHelp, String pathHelp, boolean hereIfAbsent) {
        this.agent = value("AGENT", agentHelp, "-a", "--agent");
        this.path = value("DIR", pathHelp, "-p", "--path");
        this.hereIfAbsent = hereIfAbsent;
    }

    /** Of a session with a conversation of its own. */
    static Creation fresh() {
        return new Creation(
                "The agent program, such as claude-code.", "What it is about; the current directory if absent.", true);
    }

    /** Of a session that has all but its conversation's name from another one, where nothing else is said. */
    static Creation fork() {
        return new Creation(
                "The agent program; the original's if absent.", "What it is about; the original's if absent.", false);
    }

    List<ArgSpec> words() {
        List<ArgSpec> own = List.of(
                agent,
                path,
                handle,
                title,
                group,
                tags,
                worktree,
                clone,
                inPlace,
                branch,
                base,
                mode,
                model,
                driver,
                afterLimit,
                runtime,
                environment,
                trust);
        return Words.all(own, companions.words(), sandbox.words());
    }

    Ask.Body body(Context context) {
        Values.notBoth(worktree, inPlace);
        Values.notBoth(worktree, clone);
        Values.notBoth(clone, inPlace);
        if (given(inPlace)) {
            Values.notBoth(inPlace, branch);
            Values.notBoth(inPlace, base);
            companions.notWith(inPlace);
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
                .with("afterLimit", Values.choice(afterLimit, AfterLimit.values()))
                .with("runtime", text(runtime))
                .with("path", place(context))
                .with("workspace", workspace())
                .with("branch", text(branch))
                .with("base", text(base));
        Json with = companions.json(context.workingDirectory());
        if (companions.given()) {
            body.with("with", with);
        }
        sandbox.json(context.workingDirectory()).ifPresent(said -> body.with("sandbox", said));
        if (!texts(tags).isEmpty()) {
            body.with("tags", Json.of(texts(tags).stream().map(Json::of).toList()));
        }
        if (!texts(environment).isEmpty()) {
            body.with("environment", environment(context.environment()));
        }
        return body;
    }

    /** Has it made: with the scripts trusted where that is said, or asked for at a terminal. */
    Answer made(Context context, Supplier<Answer> asked) {
        Optional<String> place = place(context);
        if (place.isEmpty()) {
            if (given(trust)) {
                throw Failure.usage("--trust needs to know of what: give --path as well");
            }
            return asked.get();
        }
        var scripts = new ProjectTrust(context, Path.of(place.get()));
        if (given(trust)) {
            scripts.trust(scripts.scripts());
        }
        return scripts.asking(asked);
    }

    private Optional<String> place(Context context) {
        return text(path)
                .or(() -> hereIfAbsent ? Optional.of("") : Optional.empty())
                .map(given -> Values.path(context.workingDirectory(), given).toString());
    }

    private Optional<String> workspace() {
        if (given(worktree)) {
            return Optional.of("worktree");
        }
        if (given(clone)) {
            return Optional.of("clone");
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
