package dev.tagma.adapters.agent.claude.screen;

import dev.tagma.adapters.agent.claude.screen.Manifest.Match;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Gate;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.List;
import java.util.Optional;

/**
 * Reads the live region of a rendered screen: the composer with what stands above and below it, or the dialog in its
 * place. What a screen means is data, in the manifest of its versions; a screen that no rule knows is unknown, and one
 * whose composer is known but whose state is not is undecided. Neither is ever taken for rest.
 */
public final class ClaudeScreen {

    private final Manifest manifest;

    /** Reads the screens of the newest versions that are known. */
    public ClaudeScreen() {
        this(Manifest.resource("claude-code-2.1.screens"));
    }

    ClaudeScreen(Manifest manifest) {
        this.manifest = manifest;
    }

    /** What the screen shows. */
    public ScreenReading read(Screen screen) {
        List<Row> rows = screen.rows();
        int last = rows.size() - 1;
        while (last >= 0 && rows.get(last).text().isBlank()) {
            last--;
        }
        if (last < 0) {
            return new ScreenReading.Unknown("an empty screen");
        }
        Optional<ComposerView> composer = ComposerView.of(rows, last);
        return composer.isPresent() ? read(composer.get()) : read(new DialogView(rows, last));
    }

    private ScreenReading read(ComposerView view) {
        Composer composer = view.composer();
        Optional<Match> match = manifest.match(view);
        if (match.isEmpty()) {
            return new ScreenReading.Undecided(composer, "nothing shows whether a turn runs");
        }
        String detail = match.get().detail();
        return switch (match.get().kind()) {
            case MENU -> new ScreenReading.Menu(detail);
            case EXIT_CONFIRM -> new ScreenReading.ExitConfirm(composer);
            case RETRYING -> new ScreenReading.Retrying(composer, detail);
            case COMPACTING -> new ScreenReading.Compacting(composer);
            case WORKING -> new ScreenReading.Working(composer, detail);
            case BACKGROUND -> new ScreenReading.Background(composer, detail);
            case LIMITED -> new ScreenReading.Limited(composer, detail);
            case FAILED -> new ScreenReading.Failed(composer, detail);
            case REST -> new ScreenReading.Idle(composer);
            case HELD -> new ScreenReading.Undecided(composer, detail);
            case ASKED -> new ScreenReading.Undecided(composer, "a prompt without an answer");
            case BYPASS, TRUST, API_KEY, ONBOARDING, LOGIN, PLAN, QUESTION, PERMISSION ->
                new ScreenReading.Undecided(composer, "a dialog beside the composer: " + detail);
        };
    }

    private ScreenReading read(DialogView view) {
        Optional<Match> match = manifest.match(view);
        if (match.isEmpty()) {
            return new ScreenReading.Unknown(view.subject());
        }
        String detail = match.get().detail();
        return switch (match.get().kind()) {
            case BYPASS -> new ScreenReading.TrustOrLogin(Gate.BYPASS, view.subject());
            case TRUST -> new ScreenReading.TrustOrLogin(Gate.TRUST, view.subject());
            case API_KEY -> new ScreenReading.TrustOrLogin(Gate.API_KEY, view.subject());
            case ONBOARDING -> new ScreenReading.TrustOrLogin(Gate.ONBOARDING, detail);
            case LOGIN -> new ScreenReading.TrustOrLogin(Gate.LOGIN, view.subject());
            case PLAN -> new ScreenReading.Plan(view.subject(), view.options());
            case QUESTION -> new ScreenReading.Question(view.subject(), view.marked());
            case PERMISSION ->
                view.options().isEmpty()
                        ? new ScreenReading.Unknown(view.subject())
                        : new ScreenReading.Permission(view.subject(), view.body(), view.marked());
            case MENU -> new ScreenReading.Menu(view.subject());
            case EXIT_CONFIRM, RETRYING, COMPACTING, WORKING, HELD, BACKGROUND, LIMITED, FAILED, REST, ASKED ->
                new ScreenReading.Unknown(view.subject());
        };
    }
}
