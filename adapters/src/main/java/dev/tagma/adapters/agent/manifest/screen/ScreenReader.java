package dev.tagma.adapters.agent.manifest.screen;

import dev.tagma.adapters.agent.manifest.form.ScreenForm;
import dev.tagma.adapters.agent.manifest.form.ScreenForm.Place;
import dev.tagma.adapters.agent.manifest.form.ScreenForm.ScreenRule;
import dev.tagma.adapters.agent.manifest.form.ScreenForm.State;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Reads the live region of a rendered screen by a manifest's rules: the composer with what stands around it, or the dialog
 * in its place. A screen that no rule knows is unknown.
 */
public final class ScreenReader {

    /** A dialog without a beginning of its own is within so many rows of the screen's end. */
    private static final int DIALOG_ROWS = 25;

    private final ScreenForm form;

    public ScreenReader(ScreenForm form) {
        this.form = form;
    }

    public Reading read(Screen screen) {
        List<Row> rows = screen.rows();
        int last = rows.size() - 1;
        while (last >= 0 && rows.get(last).text().isBlank()) {
            last--;
        }
        if (last < 0) {
            return Reading.unknown("an empty screen", Optional.empty());
        }
        int end = last;
        Optional<ComposerPlace> composer =
                form.composer().flatMap(one -> ComposerPlace.of(rows, end, screen.columns(), one));
        View view = new View(rows.stream().map(row -> plain(row.text())).toList(), last, composer);
        for (ScreenRule rule : form.rules()) {
            for (String row : view.rows(rule.place())) {
                Matcher found = rule.matches().matcher(row);
                if (found.find()) {
                    return reading(rule.means(), found, row, view);
                }
            }
        }
        return Reading.unknown(
                composer.isPresent() ? "nothing shows whether a turn runs" : "a screen that is not known",
                composer.map(ComposerPlace::composer));
    }

    private static Reading reading(State state, Matcher found, String row, View view) {
        boolean captured = found.groupCount() > 0 && found.group(1) != null;
        Optional<String> tool = found.namedGroups().containsKey("tool")
                ? Optional.ofNullable(found.group("tool")).map(String::strip)
                : Optional.empty();
        Optional<Composer> composer = view.composer.map(ComposerPlace::composer);
        return new Reading(
                Optional.of(state),
                (captured ? found.group(1) : row).strip(),
                tool,
                composer,
                composer.isPresent() ? Optional.empty() : Optional.of(Dialog.of(view.rows(Place.DIALOG))));
    }

    private String plain(String text) {
        String spaced = text.replace('\u00a0', ' ');
        return form.strip().map(strip -> strip.matcher(spaced).replaceAll("")).orElse(spaced);
    }

    /** The parts of one screen. */
    private final class View {

        private final List<String> rows;
        private final int last;
        private final Optional<ComposerPlace> composer;

        View(List<String> rows, int last, Optional<ComposerPlace> composer) {
            this.rows = rows;
            this.last = last;
            this.composer = composer;
        }

        List<String> rows(Place place) {
            return composer.map(at -> switch (place) {
                        case FOOTER -> between(at.lower() + (edged() ? 1 : 0), last + 1);
                        case COMPOSER -> between(at.upper() + 1, at.lower());
                        case ABOVE -> between(touching(at.upper()), Math.max(0, edgedUpper(at)));
                        case TURN -> between(turn(at.upper()), Math.max(0, edgedUpper(at)));
                        case DIALOG -> List.<String>of();
                    })
                    .orElseGet(() -> place == Place.DIALOG ? dialog() : List.of());
        }

        private boolean edged() {
            return form.composer().filter(one -> one.below().isPresent()).isPresent();
        }

        /** Without an edge the row above the composer belongs to the conversation. */
        private int edgedUpper(ComposerPlace at) {
            return edged() ? at.upper() : at.upper() + 1;
        }

        private int touching(int upper) {
            int from = Math.max(0, edged() ? upper : upper + 1);
            while (from > 0 && !rows.get(from - 1).isBlank()) {
                from--;
            }
            return from;
        }

        private int turn(int upper) {
            return form.prompted()
                    .map(prompted -> {
                        int from = Math.max(0, upper);
                        while (from > 0 && !prompted.matcher(rows.get(from)).find()) {
                            from--;
                        }
                        return from;
                    })
                    .orElse(0);
        }

        /** From where the lowest dialog begins; none where nothing does. */
        private List<String> dialog() {
            if (form.dialog().isEmpty()) {
                return between(last - DIALOG_ROWS, last + 1);
            }
            int from = last;
            while (from >= 0 && !form.dialog().get().matcher(rows.get(from)).find()) {
                from--;
            }
            return from < 0 ? List.of() : between(from, last + 1);
        }

        private List<String> between(int from, int to) {
            return rows.subList(Math.max(0, Math.min(from, to)), Math.max(0, to));
        }
    }
}
