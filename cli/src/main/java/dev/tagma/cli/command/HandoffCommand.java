package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma handoff}. */
final class HandoffCommand implements Command {

    /** The former agent is ended first, which may take as long as its grace. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final PositionalParamSpec session =
            argument(0, "ID", "1", "The handle or id of the session that is handed over.");
    private final OptionSpec to = value("AGENT", "The agent that takes over; the same one if absent.", "--to");
    private final OptionSpec model = value("MODEL", "The agent's own name of the model.", "--model");
    private final OptionSpec mode = value("MODE", "What it may do without asking; as before if absent.", "--mode");
    private final OptionSpec handle = value("NAME", "A readable name of your choice for the new session.", "--handle");
    private final OptionSpec prompt =
            value("TEXT", "What it is to do; otherwise it says where the work stands and waits.", "--prompt");
    private final OptionSpec interrupt = flag("End the former agent even where it does not rest.", "--interrupt");
    private final OptionSpec quiet = flag("Print the handle alone and nothing else.", "-q", "--quiet");
    private final ComingUp comingUp = new ComingUp();

    @Override
    public List<String> help() {
        return List.of(
                "Ends a session's agent and goes on in the same workspace with another agent or model, in a new session.",
                "Prints its handle, and says what went over and what did not.",
                "The old session can still be read and removed; removing it leaves the workspace alone.");
    }

    @Override
    public List<ArgSpec> words() {
        return Words.all(
                List.of(session), List.of(to, model, mode, handle, prompt, interrupt, quiet), comingUp.words());
    }

    @Override
    public Exit run(Context context) {
        Deadline deadline = comingUp.deadline();
        String name = Values.name(text(session).orElseThrow(), "session");
        Ask.Body body = new Ask.Body()
                .with("key", Keys.fresh(context.clock()))
                .with("handle", text(handle))
                .with("agent", text(to))
                .with("model", text(model))
                .with("mode", Values.choice(mode, PermissionMode.values()))
                .with("prompt", text(prompt));
        if (given(interrupt)) {
            body.with("interrupt", Json.of(true));
        }
        context.talk().progress("handing " + name + " over");

        Answer handed = context.api()
                .ask(Ask.of(SessionOperations.HANDOFF, name)
                        .body(body)
                        .mayBeRepeated()
                        .within(LONGEST));
        Fields all = handed.fields();
        if (context.json()) {
            context.talk().printJson(handed.json());
            return Exit.OK;
        }
        // At once: whatever becomes of the wait, the caller knows what it has.
        context.talk().print(all.object("to").text("handle"));
        if (!given(quiet)) {
            tell(context, "carried", all.texts("carried"));
            tell(context, "lost", all.texts("lost"));
        }
        Fields heir = all.object("to");
        return comingUp.await(context, new Answer(heir, JsonWriter.write(heir.object())), deadline, given(quiet));
    }

    private static void tell(Context context, String what, List<String> words) {
        words.forEach(one -> context.talk().say(Span.of("%-8s".formatted(what) + one)));
    }
}
