package dev.tagma.testkit.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A part of the conversation on the screen. */
sealed interface Block {

    /** Of a longer text only the end is kept: more than any screen shows. */
    int LONGEST = 20_000;

    /** The rows it takes on a screen that wide. */
    List<String> rows(int columns);

    /** The greeting at the top. */
    record Header(String model, String directory) implements Block {
        @Override
        public List<String> rows(int columns) {
            return List.of(
                    "",
                    Paint.orange(" ▛▀▜ ") + "  " + Paint.bold("Scripted Agent") + " "
                            + Paint.grey("in the dialect of v" + ScriptedAgent.DIALECT),
                    Paint.orange(" ▌▪▐ ") + "  " + Paint.grey(model + " · No Model"),
                    Paint.orange(" ▙▄▟ ") + "  " + Paint.grey(Text.clipped(directory, columns - 7)),
                    "");
        }
    }

    /** Words of the person. */
    record Said(String text) implements Block {
        public Said {
            text = ending(text);
        }

        @Override
        public List<String> rows(int columns) {
            return lead("❯ ", text, columns, Paint::shaded);
        }
    }

    /** Words of the person that wait for the turn to end. */
    record Queued(String text) implements Block {
        @Override
        public List<String> rows(int columns) {
            return lead("❯ ", text, columns, Paint::grey);
        }
    }

    /** Words of the agent. */
    record Reply(String text) implements Block {
        public Reply {
            text = ending(text);
        }

        @Override
        public List<String> rows(int columns) {
            return lead("● ", text.stripTrailing(), columns, row -> row);
        }
    }

    /** A tool that was used, or is being used. */
    record Tool(List<String> lines) implements Block {
        public Tool {
            lines = List.copyOf(lines);
        }

        @Override
        public List<String> rows(int columns) {
            return lines.stream()
                    .flatMap(line -> Text.wrapped(line, columns).stream())
                    .toList();
        }
    }

    /** Rows under something else, as they are. */
    record Notes(List<String> notes) implements Block {
        public Notes {
            notes = List.copyOf(notes);
        }

        @Override
        public List<String> rows(int columns) {
            return notes.stream()
                    .flatMap(note -> Text.wrapped(note, columns).stream())
                    .toList();
        }
    }

    /** The row under a turn. */
    record Done(String text) implements Block {
        @Override
        public List<String> rows(int columns) {
            return List.of(Paint.grey("✻ " + text));
        }
    }

    private static String ending(String text) {
        return text.length() <= LONGEST ? text : text.substring(text.length() - LONGEST);
    }

    private static List<String> lead(String mark, String text, int columns, UnaryOperator<String> look) {
        var rows = new ArrayList<String>();
        for (var row : Text.wrapped(text, columns - 3)) {
            rows.add(look.apply((rows.isEmpty() ? mark : "  ") + row));
        }
        return rows;
    }
}
