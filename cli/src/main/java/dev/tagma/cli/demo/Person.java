package dev.tagma.cli.demo;

import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A person, who answers here or with other commands in another terminal. */
final class Person implements Responder {

    private final Ground ground;
    private final Screen screen;
    private final String program;
    private final Map<String, Asked> open = new LinkedHashMap<>();
    private boolean deaf;
    private boolean told;
    private boolean done;

    /** @param program how the person calls this program, from anywhere */
    Person(Ground ground, Screen screen, String program) {
        this.ground = ground;
        this.screen = screen;
        this.program = program;
    }

    @Override
    public void asked(Asked asked) {
        open.put(asked.id(), asked);
        String handle = asked.story().handle();
        screen.line();
        if (asked.question()) {
            screen.line(
                    Span.of(handle, Style.NAME),
                    Span.of(" asks: ", Style.ASKING),
                    Span.of(asked.request().text("title")));
            List<String> labels = asked.labels();
            for (int index = 0; index < labels.size(); index++) {
                screen.line(Span.of("    " + (index + 1) + "  " + labels.get(index)));
            }
            here("the number of a choice, or words of your own");
            elsewhere(command("answer", handle, asked.story().choice().orElse("1")));
        } else {
            screen.line(
                    Span.of(handle, Style.NAME),
                    Span.of(" asks for permission: ", Style.ASKING),
                    Span.of(asked.request().text("title")));
            here("y or n");
            elsewhere(command("approve", handle));
        }
        screen.line(Span.of("  to see its own screen, and answer there; Ctrl-b d leaves it:", Style.QUIET));
        screen.line(Span.of("    " + command("attach", handle)));
        screen.line();
    }

    private void here(String what) {
        if (!deaf) {
            screen.line(Span.of("  here: ", Style.QUIET), Span.of(what), Span.of(", then Enter", Style.QUIET));
        }
    }

    private void elsewhere(String command) {
        screen.line(Span.of("  or in another terminal:", Style.QUIET));
        screen.line(Span.of("    " + command));
    }

    private String command(String... words) {
        return "TAGMA_HOME=" + Shell.quoted(ground.root().toString()) + " " + Shell.quoted(program) + " "
                + List.of(words).stream().map(Shell::quoted).collect(Collectors.joining(" "));
    }

    @Override
    public void closed(String request) {
        open.remove(request);
    }

    @Override
    public void typed(String line) {
        String said = line.strip();
        if (told) {
            done = true;
        } else if (!said.isEmpty()) {
            try {
                take(said);
            } catch (Failure refused) {
                screen.line(Span.of("  " + refused.sentence(), Style.BAD));
            }
        }
    }

    private void take(String said) {
        Optional<Boolean> leave = leave(said);
        Optional<Asked> permission =
                open.values().stream().filter(one -> !one.question()).findFirst();
        Optional<Asked> question =
                open.values().stream().filter(Asked::question).findFirst();
        if (leave.isPresent() && permission.isPresent()) {
            ground.ask(
                    leave.get() ? permission.get().approval() : permission.get().refusal());
        } else if (question.isPresent()) {
            ground.ask(question.get().answer(choice(question.get().labels(), said)));
        } else {
            screen.line(Span.of(
                    permission.isPresent() ? "  y lets it, n refuses" : "  nobody asks anything at this moment",
                    Style.QUIET));
        }
    }

    private static Optional<Boolean> leave(String said) {
        return switch (said.toLowerCase(Locale.ROOT)) {
            case "y", "yes" -> Optional.of(true);
            case "n", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static String choice(List<String> labels, String said) {
        if (said.matches("[0-9]{1,3}")) {
            int number = Integer.parseInt(said);
            if (number < 1 || number > labels.size()) {
                throw Failure.usage("there are the choices 1 to " + labels.size());
            }
            return labels.get(number - 1);
        }
        return labels.stream().filter(said::equalsIgnoreCase).findFirst().orElse(said);
    }

    @Override
    public void deaf() {
        deaf = true;
        if (!open.isEmpty()) {
            screen.line(Span.of("  nothing can be typed here: answer in another terminal", Style.QUIET));
        }
    }

    @Override
    public boolean stays() {
        if (deaf || done) {
            return false;
        }
        if (!told) {
            told = true;
            screen.line();
            screen.line(Span.of("All three are through. In another terminal you can look around:"));
            screen.line(Span.of("    " + command("show", "worker")));
            screen.line(Span.of("    " + command("events")));
            screen.line(Span.of("Enter ends the demo."));
        }
        return true;
    }
}
