package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.agent.manifest.screen.Composer;
import dev.tagma.adapters.agent.manifest.screen.Reading;
import dev.tagma.adapters.face.ComposerMatch;
import dev.tagma.adapters.face.Pane;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.agent.Driver.Evidence;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Driver.Prepared;
import java.time.Duration;

/** The steps of a delivery, each done once when the engine says so. */
final class Delivering {

    /** How often to look again while a paste is drawn. */
    private static final Duration DRAWN_FIRST = Duration.ofMillis(50);

    private static final Duration DRAWN_LATER = Duration.ofMillis(200);

    /** How often to look for a record whose file is not there yet, so that nothing tells of it. */
    private static final Duration FILE_COMES = Duration.ofMillis(250);

    private final ManifestTools tools;
    private final Pane pane;
    private final Chat chat;
    private final TitleWatch titles;
    private final FaceEvidence face;
    private final GivenBack givenBack;
    private final Placed placed;
    private final Pulse seen;

    Delivering(
            ManifestTools tools,
            Pane pane,
            Chat chat,
            TitleWatch titles,
            FaceEvidence face,
            GivenBack givenBack,
            Placed placed,
            Pulse seen) {
        this.tools = tools;
        this.pane = pane;
        this.chat = chat;
        this.titles = titles;
        this.face = face;
        this.givenBack = givenBack;
        this.placed = placed;
        this.seen = seen;
    }

    String mark() {
        return chat.kept() ? chat.mark() : face.mark();
    }

    Look look(Prepared.Text message) {
        Reading reading = tools.screens().read(pane.live().screen());
        return reading.state()
                .map(state -> switch (state) {
                    case WORKING, RETRYING, COMPACTING -> composer(message, reading, true);
                    case IDLE, INTERRUPTED, ERROR, LIMITED -> composer(message, reading, titles.busy());
                    case PERMISSION -> new Look.Dialog("permission");
                    case QUESTION -> new Look.Dialog("question");
                    case PLAN -> new Look.Dialog("plan");
                    case TRUST, LOGIN -> new Look.Dialog("trust or login");
                    case MENU -> new Look.Dialog("menu");
                })
                .orElseGet(() -> reading.composer().isPresent() && titles.rests()
                        ? composer(message, reading, false)
                        : new Look.Unclear(reading.detail()));
    }

    private static Look composer(Prepared.Text message, Reading reading, boolean working) {
        return reading.composer()
                .map(composer -> switch (composer) {
                    case Composer.Empty empty -> new Look.Empty(working);
                    case Composer.Draft(String shown) ->
                        ComposerMatch.shows(shown, message.text()) ? new Look.Ours(working) : new Look.Draft(shown);
                    case Composer.Pasted pasted ->
                        pasted.fits(message.text()) ? new Look.Ours(working) : new Look.Draft(pasted.shown());
                })
                .orElseGet(() -> new Look.Unclear("no composer is shown"));
    }

    void place(Prepared.Text message) {
        placed.is(message.text());
        pane.live().paste(message.text());
    }

    /** Once our text is shown, it is given the time that the program needs before it listens to the submit key. */
    Look awaitPlaced(Prepared.Text message, Duration atMost) {
        placed.is(message.text());
        long deadline = System.nanoTime() + atMost.toNanos();
        Duration pause = DRAWN_FIRST;
        while (true) {
            long before = seen.count();
            Look look = look(message);
            if (look instanceof Look.Ours) {
                return settled(message);
            }
            if (look instanceof Look.Dialog
                    || System.nanoTime() >= deadline
                    || Thread.currentThread().isInterrupted()) {
                return look;
            }
            seen.await(before, pause);
            pause = pause.multipliedBy(2).compareTo(DRAWN_LATER) < 0 ? pause.multipliedBy(2) : DRAWN_LATER;
        }
    }

    private Look settled(Prepared.Text message) {
        Manifest.Delivery delivery = tools.manifest().delivery();
        long until = System.nanoTime() + delivery.settle().toNanos();
        while (!Thread.currentThread().isInterrupted()) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!left.isPositive()) {
                break;
            }
            seen.await(seen.count(), left);
        }
        return look(message);
    }

    void submit() {
        face.submitting();
        givenBack.submitted(placed.text());
        pane.live().press(tools.manifest().delivery().submit().keys());
    }

    Evidence evidence(String mark, Prepared.Text message) {
        Evidence evidence =
                chat.kept() ? chat.since(mark, message.text()) : face.since(mark, message.text(), look(message));
        if (evidence instanceof Evidence.Entered) {
            placed.entered();
        }
        return evidence;
    }

    Evidence awaitEvidence(String mark, Prepared.Text message, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long before = seen.count();
            Evidence evidence = evidence(mark, message);
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            boolean settled = !(evidence instanceof Evidence.Absent);
            if (settled || !left.isPositive() || Thread.currentThread().isInterrupted()) {
                return evidence;
            }
            seen.await(before, left.compareTo(FILE_COMES) < 0 ? left : FILE_COMES);
        }
    }
}
