package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import java.util.List;

/** Rescues in words. */
final class RescueText {

    private RescueText() {}

    /** Where work was saved. */
    static void saved(Talk talk, Fields rescue) {
        talk.print("  saved %s, %s, as %s"
                .formatted(Sizes.files(rescue.whole("files")), Sizes.text(rescue.whole("bytes")), rescue.text("id")));
        talk.print("  in " + rescue.text("store") + " at " + rescue.text("ref"));
        List<Fields> listed = rescue.objects("listed");
        if (!listed.isEmpty()) {
            talk.print(Span.of("  not saved: %d ignored files or caches".formatted(listed.size()), Style.ASKING));
        }
    }

    /** What a restore or a rewind did. */
    static void restored(Talk talk, String done, Fields restored) {
        talk.print(
                Span.of(done + " ", Style.GOOD),
                Span.of(restored.text("path"), Style.NAME),
                Span.of("  " + Sizes.files(restored.whole("files")) + removed(restored), Style.QUIET));
        for (String note : restored.texts("notes")) {
            talk.print(Span.of("  " + note, Style.ASKING));
        }
        restored.optionalObject("savedFirst").ifPresent(rescue -> {
            talk.print("what was there before:");
            saved(talk, rescue);
        });
    }

    private static String removed(Fields restored) {
        long removed = restored.whole("removed");
        return removed == 0 ? "" : ", " + removed + " removed";
    }
}
