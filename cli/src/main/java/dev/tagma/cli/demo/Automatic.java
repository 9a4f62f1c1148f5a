package dev.tagma.cli.demo;

import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;

/** Answers by itself, and says the command that does the same. */
record Automatic(Ground ground, Screen screen) implements Responder {

    @Override
    public void asked(Asked asked) {
        String handle = asked.story().handle();
        if (asked.question()) {
            String choice =
                    asked.story().choice().orElseGet(() -> asked.labels().getFirst());
            say("tagma answer " + handle + " " + choice);
            ground.ask(asked.answer(choice));
        } else {
            say("tagma approve " + handle);
            ground.ask(asked.approval());
        }
    }

    private void say(String command) {
        screen.line(Span.of("  $ " + command, Style.NAME));
    }
}
