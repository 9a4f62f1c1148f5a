package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Sigil;
import dev.tagma.adapters.face.PlainText;
import dev.tagma.spi.agent.Driver.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/** Keeps a message text to the model, never a command to the agent's program. */
final class ManifestText {

    private ManifestText() {}

    static Prepared prepare(String text, List<Sigil> sigils) {
        List<String> notes = new ArrayList<>();
        String placed = PlainText.of(text);
        if (!placed.equals(text)) {
            notes.add("control and invisible characters were left out");
        }
        if (placed.isBlank()) {
            return new Prepared.Refused("nothing is left of it without control and invisible characters");
        }
        for (Sigil sigil : sigils) {
            Matcher found = sigil.found().matcher(placed);
            if (!found.find()) {
                continue;
            }
            if (sigil.write().isEmpty()) {
                return new Prepared.Refused("it holds '" + sigil.sign() + "': " + sigil.because());
            }
            String written = sigil.write().get();
            placed = found.replaceAll(
                    match -> Matcher.quoteReplacement(match.group().replace(sigil.sign(), written)));
            notes.add("'" + sigil.sign() + "' is written '" + written + "': " + sigil.because());
        }
        return new Prepared.Text(placed, notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes)));
    }
}
