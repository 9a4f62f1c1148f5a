package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.attach.Attachment;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.SessionOperations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma attach}. */
final class AttachCommand implements Command {

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final OptionSpec print = flag("Print the command that attaches instead of running it.", "--print");

    @Override
    public List<String> help() {
        return List.of(
                "Shows the agent's own terminal in this one, to look and to type.",
                "Detaching with Ctrl-b d, tmux's keys, leaves all as it was. A terminal in tmux is shown by tmux, one of the",
                "daemon's own (--runtime pty) by the daemon; both take the size of this one while it is attached.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, print);
    }

    @Override
    public Exit run(Context context) {
        String name = Names.sessionOrOwn(session, context);
        Answer answer = context.api().ask(Ask.of(SessionOperations.ATTACH, name));
        List<String> command = answer.fields().texts("command");
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        if (given(print)) {
            requireCommand(command, name);
            context.talk().print(command.stream().map(AttachCommand::quoted).collect(Collectors.joining(" ")));
            return Exit.OK;
        }
        if (!context.talk().outputToPerson()) {
            throw Failure.failed("attach needs a terminal: run it in one, or use --print, or tagma capture " + name);
        }
        if (command.isEmpty()) {
            return shownByDaemon(context, name);
        }
        return attached(command, context.environment()) == 0
                ? Exit.OK
                : failed("%s could not attach to %s; tagma show %s tells whether it runs"
                        .formatted(command.getFirst(), name, name));
    }

    private static void requireCommand(List<String> command, String name) {
        if (command.isEmpty()) {
            throw Failure.failed(
                    "only the daemon has the terminal of %s, no other program can show it: run tagma attach %s"
                            .formatted(name, name));
        }
    }

    private static Exit shownByDaemon(Context context, String name) {
        if (!context.talk().withPerson()) {
            throw Failure.failed("attach needs a keyboard: run it in a terminal, or see tagma capture " + name);
        }
        return switch (new Attachment(context.api(), name).run()) {
            case Attachment.End.Detached() -> {
                context.talk().hint("detached; %s goes on".formatted(name));
                yield Exit.OK;
            }
            case Attachment.End.Over(String reason) ->
                failed("%s cannot be seen any more: %s; see tagma show %s".formatted(name, reason, name));
        };
    }

    private static Exit failed(String sentence) {
        throw Failure.failed(sentence);
    }

    private static int attached(List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(environment);
        // Within a tmux of the person's own, tmux would refuse to run in itself: these are different servers.
        builder.environment().remove("TMUX");
        builder.environment().remove("TMUX_PANE");
        try {
            return builder.start().waitFor();
        } catch (IOException missing) {
            throw Failure.failed(
                    "cannot run %s: %s; is it installed here?".formatted(command.getFirst(), missing.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** As a shell takes it for the same word; zsh takes one that begins with an equals sign for more. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:=@%+,-]*")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
