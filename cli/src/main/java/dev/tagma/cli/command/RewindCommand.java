package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.WorkOperations;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma rewind}. */
final class RewindCommand implements Command {

    /** What is there is saved byte by byte first; only a daemon that hangs takes so much. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final OptionSpec turn = value("N", "Back to before this turn; turns count from 1.", "--turn");

    @Override
    public List<String> help() {
        return List.of(
                "Brings the files of a session's workspace back to how they were before a turn.",
                "Saves everything first and says where. Neither the conversation nor commits change.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, turn);
    }

    @Override
    public Exit run(Context context) {
        String name = Values.name(text(session).orElseThrow(), "session");
        int number = Values.whole(turn, 1, Integer.MAX_VALUE)
                .orElseThrow(() -> Failure.usage("how far back is not said: give --turn N"));
        context.talk().progress("saving the work of " + name);
        Answer rewound = context.api()
                .ask(Ask.of(WorkOperations.REWIND, name)
                        .body(new Ask.Body().with("turn", Json.of(number)))
                        .within(LIMIT));
        if (context.json()) {
            context.talk().printJson(rewound.json());
        } else {
            RescueText.restored(context.talk(), "rewound", rewound.fields());
        }
        return Exit.OK;
    }
}
