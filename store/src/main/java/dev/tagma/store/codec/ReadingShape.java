package dev.tagma.store.codec;

import dev.tagma.core.fact.Reading;

/** What a fact says, by the stable name of its type. */
final class ReadingShape implements Shape<Reading> {

    @Override
    public void write(Reading reading, Out out) {
        switch (reading) {
            case Reading.ProcessSeen seen ->
                out.text("type", "process").flag("alive", seen.alive()).number("exitCode", seen.exitCode());
            case Reading.Turn turn -> out.text("type", "turn").name("state", turn.state());
            case Reading.Waiting waiting -> out.text("type", "waiting").name("what", waiting.what());
            case Reading.Background background ->
                out.text("type", "background").number("running", background.running());
            case Reading.Condition condition ->
                out.text("type", "condition")
                        .name("kind", condition.kind())
                        .text("detail", condition.detail())
                        .time("until", condition.until());
            case Reading.Composer composer -> out.text("type", "composer").name("state", composer.state());
        }
    }

    @Override
    public Reading read(In in) {
        String type = in.text("type");
        return switch (type) {
            case "process" -> new Reading.ProcessSeen(in.flag("alive"), in.optionalInt("exitCode"));
            case "turn" -> new Reading.Turn(in.name("state", Reading.TurnState.class));
            case "waiting" -> new Reading.Waiting(in.name("what", Reading.WaitingFor.class));
            case "background" -> new Reading.Background(in.count("running"));
            case "condition" ->
                new Reading.Condition(
                        in.name("kind", Reading.ConditionKind.class), in.text("detail"), in.optionalTime("until"));
            case "composer" -> new Reading.Composer(in.name("state", Reading.ComposerState.class));
            default -> throw new UnreadableDocument("'" + type + "' is not a known type of reading");
        };
    }
}
