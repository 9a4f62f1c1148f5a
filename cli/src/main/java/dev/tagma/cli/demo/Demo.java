package dev.tagma.cli.demo;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.RequestOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Three scripted agents at work: shows what they do, has them answered, and looks whether all came as it should. */
public final class Demo {

    /** All of it takes seconds; what takes longer on the slowest machine hangs, and a person is told what. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Ground ground;
    private final Screen screen;
    private final Responder responder;
    private final Deadline deadline;
    private final Feed feed = new Feed();
    private final Journal journal = new Journal();
    private final List<Story> stories = Stories.all();

    private Demo(Ground ground, Screen screen, Responder responder, Deadline deadline) {
        this.ground = ground;
        this.screen = screen;
        this.responder = responder;
        this.deadline = deadline;
    }

    /** One that answers by itself. */
    public static Demo automatic(Ground ground, Screen screen) {
        return new Demo(ground, screen, new Automatic(ground, screen), Deadline.after(LIMIT));
    }

    /**
     * One in which a person answers.
     *
     * @param program how the person calls this program, from anywhere
     * @param input what is typed
     */
    public static Demo withPerson(Ground ground, Screen screen, String program, InputStream input) {
        var demo = new Demo(ground, screen, new Person(ground, screen, program), Deadline.never());
        demo.feed.listen(input);
        return demo;
    }

    /**
     * Plays it to its end.
     *
     * @return what was to be so, and whether it is
     */
    public List<Finding> play() {
        try (feed) {
            Repository repository = Repository.make(ground.repositoryDirectory(), ground.shell());
            ground.ask(Ask.of(DaemonOperations.VERSION));
            feed.follow(ground);
            stories.forEach(this::create);
            var evidence = new Evidence(ground, repository, journal);
            while (waiting() || responder.stays()) {
                take(evidence);
            }
            return stories.stream()
                    .flatMap(story -> story.checks().stream())
                    .map(check -> check.look(evidence))
                    .toList();
        }
    }

    private void create(Story story) {
        screen.line(Span.of(story.handle(), Style.NAME), Span.of(" " + story.title()));
        ground.ask(Ask.of(SessionOperations.CREATE)
                .body(new Ask.Body()
                        .with("key", story.handle())
                        .with("handle", story.handle())
                        .with("title", story.title())
                        .with("agent", "scripted")
                        .with("mode", story.mode())
                        .with("workspace", "worktree")
                        .with("path", ground.repositoryDirectory().toString())
                        .with("prompt", story.script()))
                .mayBeRepeated());
    }

    private boolean waiting() {
        return stories.stream().map(Story::handle).anyMatch(this::waiting);
    }

    private boolean waiting(String handle) {
        return !journal.through(handle) && journal.broken(handle).isEmpty();
    }

    private void take(Evidence evidence) {
        switch (feed.next(deadline.left()).orElseThrow(this::late)) {
            case Happening.Pushed(Fields event) -> {
                journal.add(event);
                screen.event(event);
                react(event, evidence);
            }
            case Happening.Typed(String line) -> responder.typed(line);
            case Happening.NothingTyped _ -> responder.deaf();
            case Happening.Broken(RuntimeException why) -> throw why;
        }
    }

    private void react(Fields event, Evidence evidence) {
        String handle = journal.handle(event);
        Optional<Story> story =
                stories.stream().filter(one -> one.handle().equals(handle)).findFirst();
        switch (event.text("type")) {
            case "request.opened" -> story.ifPresent(one -> opened(one, event.object("data"), evidence));
            case "request.closed" -> responder.closed(event.object("data").text("request"));
            default -> {
                // Shown, and that is all.
            }
        }
    }

    private void opened(Story story, Fields data, Evidence evidence) {
        boolean made = evidence.made(story);
        var asked = new Asked(
                story,
                ground.ask(Ask.of(RequestOperations.GET, data.text("request"))).fields());
        if (asked.open()) {
            if (made) {
                journal.ahead(story.handle());
            }
            responder.asked(asked);
        }
    }

    private Failure late() {
        String waited = stories.stream()
                .map(Story::handle)
                .filter(this::waiting)
                .map(handle -> handle + " is " + journal.doing(handle))
                .collect(Collectors.joining(", "));
        return Failure.of(
                Exit.TIMED_OUT, "the demo is not through after %d s: %s".formatted(LIMIT.toSeconds(), waited));
    }
}
