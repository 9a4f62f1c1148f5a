package dev.tagma.testkit.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the agent works on: one thing at a time, and then what was said meanwhile. */
final class Labour {

    private final Kit kit;
    private final Talk talk;
    private final MessageQueue queue;
    private final Errands errands;
    private final Runnable update;
    private final Predicate<Message> takesBack;
    private final Spinner spinner = new Spinner();
    private @Nullable Work work;
    private int works;

    /**
     * @param update shows what is so
     * @param takesBack puts a prompt of which nothing came back where it was written, if there is room
     */
    Labour(Kit kit, Talk talk, MessageQueue queue, Errands errands, Runnable update, Predicate<Message> takesBack) {
        this.kit = kit;
        this.talk = talk;
        this.queue = queue;
        this.errands = errands;
        this.update = update;
        this.takesBack = takesBack;
    }

    boolean goesOn() {
        return work != null;
    }

    Spinner spinner() {
        return spinner;
    }

    /** Asks what goes on to stop; tells whether there was anything. */
    boolean interrupt() {
        if (work == null) {
            return false;
        }
        work.interrupt();
        return true;
    }

    void say(Message message) {
        if (work == null) {
            startTurn(List.of(message));
        } else {
            queue.add(message);
        }
    }

    void command(Command command, Message message) {
        if (work == null) {
            start(command);
        } else {
            queue.add(message);
        }
    }

    /** News of something in the background: said at once when nothing goes on, and then told of as queued all the same. */
    void notice(Message notice) {
        if (work == null) {
            queue.addNotice(notice);
            startTurn(queue.takeForTurn());
        } else {
            queue.addNotice(notice);
        }
    }

    private void start(Command command) {
        switch (command) {
            case Command.Clear _ -> {
                var old = talk.beginAnew();
                start(new ClearWork(kit, old, talk.identity(), talk.transcript()));
            }
            case Command.Compact(var instructions) ->
                start(new CompactWork(kit, talk.identity().withPrompt(), talk.transcript(), instructions));
            case Command.Shell(var line) -> {
                talk.prompted();
                start(new ShellWork(kit, talk.identity(), talk.transcript(), line));
            }
            case Command.Exit _, Command.Menu _, Command.Unknown _ -> {}
        }
    }

    private void startTurn(List<Message> messages) {
        talk.prompted();
        talk.shows(messages);
        spinner.beginTurn();
        start(new Turn(kit, talk.identity(), talk.transcript(), messages));
    }

    private void start(Work begun) {
        work = begun;
        works++;
        spinner.begin();
        update.run();
        Thread.ofVirtual().name("work").start(() -> {
            var next = tryOut(begun);
            errands.send(() -> over(begun, next));
        });
        beat(works);
    }

    /** Work that breaks down is over, and the person sees why. */
    private List<Message> tryOut(Work begun) {
        try {
            return begun.run();
        } catch (RuntimeException e) {
            talk.log().add(new Block.Reply("The scripted agent broke down: " + e));
            return errands.ask(queue::takeForTurn);
        }
    }

    /** Draws a second later again, as long as that work goes on. */
    private void beat(int number) {
        kit.timers()
                .after(
                        Duration.ofSeconds(1),
                        () -> errands.send(() -> {
                            if (work != null && works == number) {
                                update.run();
                                beat(number);
                            }
                        }));
    }

    private void over(Work ended, List<Message> next) {
        work = null;
        spinner.end();
        if (ended instanceof Turn turn && turn.leftNothing()) {
            takeBack(turn.messages());
        }
        if (ended instanceof ShellWork && next.isEmpty()) {
            // The model sees what the person ran, and says something to it.
            startTurn(List.of());
        } else {
            next(next.isEmpty() && !queue.isEmpty() ? queue.takeForTurn() : next);
        }
        update.run();
    }

    /** Nothing came of the prompt: it goes back where it was written. */
    private void takeBack(List<Message> messages) {
        boolean isOneOfThePersons = messages.size() == 1 && !messages.getFirst().isNotice();
        if (queue.isEmpty() && isOneOfThePersons && takesBack.test(messages.getFirst())) {
            talk.log().takeBack(new Block.Said(messages.getFirst().text().strip()));
        }
    }

    /** Begins with what was queued; a command among it begins its own work, and the rest waits for its end. */
    private void next(List<Message> messages) {
        var said = new ArrayList<Message>();
        for (int i = 0; i < messages.size(); i++) {
            var command = Command.of(messages.get(i));
            if (command.isPresent() && said.isEmpty()) {
                queue.putFirst(messages.subList(i + 1, messages.size()));
                start(command.get());
                return;
            }
            if (command.isPresent()) {
                queue.putFirst(messages.subList(i, messages.size()));
                break;
            }
            said.add(messages.get(i));
        }
        if (!said.isEmpty()) {
            startTurn(said);
        }
    }
}
