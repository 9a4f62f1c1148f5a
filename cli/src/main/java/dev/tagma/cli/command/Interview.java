package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.operation.RequestOperations;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Shows what a session asks, and where a person types puts it to them, one request after the other. What was answered
 * elsewhere meanwhile is no longer asked.
 */
final class Interview {

    private final Context context;
    private final Standing session;
    private final Consumer<String> wantLine;
    private final OpenRequests requests;
    private final RequestText text;
    private final Set<String> shown = new HashSet<>();
    private final Set<String> answeredHere = new HashSet<>();
    private Optional<Asking> asking = Optional.empty();
    private boolean withPerson;

    /** @param wantLine asks for a line of the person, for a purpose */
    Interview(Context context, Standing session, Consumer<String> wantLine) {
        this.context = context;
        this.session = session;
        this.wantLine = wantLine;
        this.requests = new OpenRequests(context.api(), _ -> true, "anything");
        this.text = new RequestText(talk()::say, context.clock().instant());
        this.withPerson = talk().withPerson() && !context.json();
    }

    private Talk talk() {
        return context.talk();
    }

    /** Whether requests are answered here. */
    boolean answers() {
        return withPerson;
    }

    /** Looks what is asked now, and shows what is new; returns whether there is anything to be answered. */
    boolean look() {
        List<Fields> open = context
                .api()
                .ask(Ask.of(RequestOperations.LIST_OF_SESSION, session.id()))
                .fields()
                .objects("requests")
                .stream()
                .filter(one -> one.optionalObject("decided").isEmpty())
                .toList();
        asking.filter(one -> open.stream().noneMatch(one::isAbout)).ifPresent(_ -> {
            talk().withdrawPrompt();
            asking = Optional.empty();
        });
        if (!context.json()) {
            open.stream().filter(one -> !answerable(one)).forEach(one -> showOnce(one, open));
        }
        if (asking.isEmpty()) {
            open.stream().filter(this::answerable).findFirst().ifPresent(this::begin);
        }
        return !open.isEmpty();
    }

    private boolean answerable(Fields request) {
        return withPerson && !request.text("channel").equals("terminal");
    }

    private void showOnce(Fields request, List<Fields> open) {
        String id = request.text("id");
        if (shown.add(id)) {
            List<String> ids = open.stream().map(one -> one.text("id")).toList();
            text.tell(request, session.handle(), open.size() == 1 ? session.handle() : Names.shortened(id, ids));
        }
    }

    private void begin(Fields request) {
        if (shown.add(request.text("id"))) {
            text.ask(request, session.handle());
        }
        ask(new Asking(request, List.of()));
    }

    private void ask(Asking next) {
        asking = Optional.of(next);
        next.question().ifPresent(question -> text.askOne(question, session.handle()));
        prompt(next);
    }

    private void prompt(Asking current) {
        talk().prompt(Span.of("  " + current.hint() + " › ", Style.QUIET));
        wantLine.accept(current.purpose());
    }

    /** Takes a line that the person typed. */
    void typed(TypedLines.Typed line) {
        if (asking.isEmpty()) {
            return;
        }
        Asking current = asking.get();
        talk().promptAnswered();
        if (line.text().isEmpty()) {
            leaveToOthers(current);
        } else if (!line.purpose().equals(current.purpose())) {
            talk().say(Span.of("  what was asked before is over; please answer this one anew", Style.ASKING));
            prompt(current);
        } else {
            take(current, line.text().get());
        }
    }

    /** Nothing more can be typed. */
    private void leaveToOthers(Asking current) {
        talk().say("");
        withPerson = false;
        asking = Optional.empty();
        shown.remove(current.id());
        look();
    }

    private void take(Asking current, String line) {
        Asking.Meaning meaning = current.meaning(line);
        switch (meaning) {
            case Asking.Meaning.Unclear(String hint) -> {
                if (!hint.isEmpty()) {
                    talk().say(Span.of("  " + hint, Style.ASKING));
                }
                prompt(current);
            }
            case Asking.Meaning.Next(Asking next) -> ask(next);
            case Asking.Meaning.Decided decided -> decide(current, decided);
        }
    }

    private void decide(Asking current, Asking.Meaning.Decided decided) {
        asking = Optional.empty();
        answeredHere.add(current.id());
        try {
            requests.decide(decided.operation(), current.request(), decided.body());
            talk().say(Span.of("  " + decided.done(), decided.good() ? Style.GOOD : Style.BAD));
        } catch (Failure refused) {
            if (refused.code().isEmpty()) {
                throw refused;
            }
            // Somebody was faster, or the agent has withdrawn it.
            talk().say(Span.of("  " + refused.sentence(), Style.ASKING));
        }
        look();
    }

    /** Tells of a request that is over, unless it was answered here. */
    void over(Fields closed) {
        if (!answeredHere.contains(closed.text("request")) && !context.json()) {
            talk().withdrawPrompt();
            talk().say(
                            Span.of(session.handle(), Style.NAME),
                            Span.of("  %s %s by %s"
                                    .formatted(
                                            closed.text("kind"),
                                            closed.text("how").replace('_', ' '),
                                            closed.text("by"))));
        }
        look();
    }
}
