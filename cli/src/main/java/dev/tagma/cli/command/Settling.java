package dev.tagma.cli.command;

import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.WaitFor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** Waits for several sessions at once and prints each as it ends. */
final class Settling {

    private final Context context;
    private final List<Standing> wanted;
    private final WaitFor end;
    private final Deadline deadline;
    private final BlockingQueue<Ended> ends = new LinkedBlockingQueue<>();
    private final List<Standing> late = new ArrayList<>();
    private boolean ended;
    private boolean bad;

    Settling(Context context, List<Standing> wanted, WaitFor end, Deadline deadline) {
        this.context = context;
        this.wanted = wanted;
        this.end = end;
        this.deadline = deadline;
    }

    /** Waits for all of them, or for the first. */
    void run(boolean any) {
        var patience = new Patience(context.api());
        List<Thread> waiting = wanted.stream()
                .map(one -> Thread.ofPlatform()
                        .daemon()
                        .name("waits for " + one.handle())
                        .start(() -> ends.add(await(patience, one))))
                .toList();
        var left = new ArrayList<>(wanted);
        try {
            while (!left.isEmpty() && !(any && ended)) {
                context.talk()
                        .progress("waiting for "
                                + left.stream().map(Standing::handle).collect(Collectors.joining(", ")));
                Ended end = ends.take();
                left.remove(end.before());
                take(end);
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted while waiting");
        } finally {
            waiting.forEach(Thread::interrupt);
        }
    }

    private Ended await(Patience patience, Standing before) {
        try {
            var waited = patience.await(before.id(), Values.wire(end), Optional.empty(), deadline);
            Standing now = Standing.of(waited.session());
            return waited.reached() ? new Ended.Settled(before, now) : new Ended.Late(before, now);
        } catch (RuntimeException failure) {
            return new Ended.Failed(before, failure);
        }
    }

    private void take(Ended end) {
        switch (end) {
            case Ended.Settled(Standing _, Standing now) -> {
                ended = true;
                bad |= now.bad() || now.undelivered() > 0;
                String what = now.waitsForSomebody() ? now.asked() : now.reason();
                print(now, now.word(), what + undelivered(now));
            }
            case Ended.Late(Standing _, Standing now) -> late.add(now);
            case Ended.Failed(Standing before, RuntimeException failure) -> {
                if (!(failure instanceof Failure refusal && refusal.code().equals("not_found"))) {
                    throw failure;
                }
                ended = true;
                print(before.removed(), Span.of("removed", Style.QUIET), "");
            }
        }
    }

    /** Nothing will be done about them until somebody does something: so much for an agent that is at rest. */
    private static String undelivered(Standing session) {
        int messages = session.undelivered();
        return messages == 0
                ? ""
                : "; %s not delivered, %s"
                        .formatted(
                                messages == 1 ? "a message is" : messages + " messages are",
                                session.notRunning()
                                        ? "tagma start " + session.handle()
                                        : "tagma show " + session.handle() + " says why");
    }

    private void print(Standing session, Span word, String what) {
        if (context.json()) {
            context.printJson(session.all());
            return;
        }
        int width = wanted.stream().mapToInt(one -> one.handle().length()).max().orElse(0);
        String gap = " ".repeat(Math.max(0, width - session.handle().length()) + 2);
        context.talk()
                .print(
                        Span.of(session.handle(), Style.NAME),
                        Span.of(gap),
                        word,
                        Span.of(what.isEmpty() ? "" : "  " + what, Style.QUIET));
    }

    /** Those for which the time ran out. */
    List<Standing> late() {
        return List.copyOf(late);
    }

    /** Whether at least one ended. */
    boolean ended() {
        return ended;
    }

    /** Whether one ended as nobody hopes. */
    boolean bad() {
        return bad;
    }

    /** How the wait for one session ended. */
    private sealed interface Ended {

        Standing before();

        record Settled(Standing before, Standing now) implements Ended {}

        record Late(Standing before, Standing now) implements Ended {}

        record Failed(Standing before, RuntimeException failure) implements Ended {}
    }
}
