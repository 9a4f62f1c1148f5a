package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest.Answers;
import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.adapters.agent.manifest.screen.Dialog;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.Request.How;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** The requests that an agent's dialogs are: one is open as long as its dialog is shown. */
final class ScreenAsks {

    private static final int TITLE_LENGTH = 200;

    private final Path file;
    private final Answers answers;
    private final JsonMapper mapper;
    private final Observer observer;
    private final Clock clock;
    private Optional<OpenDialog> open = Optional.empty();
    private boolean told;

    /** @param file where the dialog is kept that is shown */
    ScreenAsks(Path file, Answers answers, JsonMapper mapper, Observer observer, Clock clock) {
        this.file = file;
        this.answers = answers;
        this.mapper = mapper;
        this.observer = observer;
        this.clock = clock;
    }

    /** Another daemon begins to watch, or another process is watched. */
    synchronized void begin() {
        open = Optional.empty();
        told = false;
    }

    /** A screen that is not known says nothing of dialogs. */
    synchronized void shown(Reading reading) {
        if (reading.state().isEmpty() || reading.is(State.MENU)) {
            return;
        }
        Optional<Dialog> dialog = reading.asks() ? reading.dialog() : Optional.empty();
        if (dialog.isPresent()) {
            if (open.filter(one -> one.print().equals(print(dialog.get()))).isEmpty()) {
                close(How.ANSWERED_AT_TERMINAL);
                open(reading, dialog.get());
            }
        } else {
            close(reading.is(State.INTERRUPTED) ? How.WITHDRAWN : How.ANSWERED_AT_TERMINAL);
            OpenDialog.forget(file);
        }
        if (!told) {
            told = true;
            observer.observed(new Observation.RequestsAre(
                    open.map(one -> Set.of(one.key())).orElseGet(Set::of), clock.instant()));
        }
    }

    /** The agent has ended. */
    synchronized void gone() {
        close(How.AGENT_GONE);
        OpenDialog.forget(file);
    }

    private void open(Reading reading, Dialog dialog) {
        Instant now = clock.instant();
        OpenDialog one = OpenDialog.kept(file)
                .filter(kept -> !told && !kept.pressed() && kept.print().equals(print(dialog)))
                .orElseGet(() -> new OpenDialog(newKey(now), print(dialog), false));
        one.keep(file);
        open = Optional.of(one);
        RequestKind kind = reading.is(State.QUESTION)
                ? RequestKind.QUESTION
                : reading.is(State.PLAN) ? RequestKind.PLAN : RequestKind.PERMISSION;
        observer.observed(new Observation.RequestOpened(
                one.key(),
                kind,
                title(dialog, reading),
                kind == RequestKind.PERMISSION ? reading.tool() : Optional.empty(),
                mapper.createObjectNode().put("dialog", dialog.subject()).toString(),
                kind == RequestKind.QUESTION ? List.of(question(dialog)) : List.of(),
                kind == RequestKind.QUESTION && !answers.choices() ? Request.Channel.TERMINAL : Request.Channel.KEYS,
                now));
    }

    private String newKey(Instant now) {
        String key = "dialog-" + now.toEpochMilli();
        return open.filter(one -> one.key().startsWith(key)).isPresent()
                ? open.get().key() + "-next"
                : key;
    }

    private Request.Ask question(Dialog dialog) {
        List<String> lines = dialog.subject().lines().toList();
        List<Request.Choice> choices = dialog.options().stream()
                .filter(label -> answers.ownWords()
                        .filter(own -> own.matcher(label).find())
                        .isEmpty())
                .map(label -> new Request.Choice(label, ""))
                .toList();
        return new Request.Ask("", lines.isEmpty() ? "" : lines.getLast(), choices, false);
    }

    private static String title(Dialog dialog, Reading reading) {
        String line = dialog.subject()
                .lines()
                .findFirst()
                .map(first -> first.replaceFirst("^\\? +", "").replaceFirst(" ←$", ""))
                .orElse(reading.detail())
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH - 1) + "…";
    }

    private static String print(Dialog dialog) {
        return dialog.print();
    }

    private void close(How how) {
        open.ifPresent(one ->
                observer.observed(new Observation.RequestClosed(one.key(), how, Optional.empty(), clock.instant())));
        open = Optional.empty();
    }

    synchronized boolean holds(Request request) {
        return open.filter(one -> one.key().equals(request.key())).isPresent();
    }

    /** Whether this screen shows that very dialog. */
    synchronized boolean shows(Reading reading, Request request) {
        return holds(request)
                && reading.asks()
                && reading.dialog()
                        .map(ScreenAsks::print)
                        .filter(open.orElseThrow().print()::equals)
                        .isPresent();
    }

    /** A key is about to be pressed in the dialog. */
    synchronized void pressed() {
        open = open.map(one -> one.asPressed());
        open.ifPresent(one -> one.keep(file));
    }

    /** The dialog that is shown may be another one than that in which the key was pressed: it is a request of its own. */
    synchronized void anew(Reading reading) {
        reading.dialog().ifPresent(dialog -> open(reading, dialog));
    }
}
