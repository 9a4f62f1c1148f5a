package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.spi.workspace.Rescue;
import java.util.List;

/** A manifest without what was saved, so that many rescues can be listed without reading the names of all their files. */
final class Summary {

    private Summary() {}

    static String write(Manifest manifest) {
        List<Line> unsaved = manifest.lines().stream()
                .filter(line -> line instanceof Line.Listed || line instanceof Line.Special)
                .toList();
        var head = new Manifest(
                manifest.id(),
                manifest.session(),
                manifest.at(),
                manifest.reason(),
                manifest.workspace(),
                manifest.common(),
                manifest.heads(),
                manifest.roots(),
                manifest.histories(),
                unsaved);
        return manifest.files() + " " + manifest.bytes() + "\n" + ManifestText.write(head);
    }

    static Rescue read(String text, Store store, String ref, TreeId tree) {
        int end = text.indexOf('\n');
        String[] counts = text.substring(0, end).split(" ", -1);
        Manifest manifest = ManifestText.read(text.substring(end + 1));
        return new Rescue(
                manifest.id(),
                ref,
                store.directory().toString(),
                tree,
                manifest.workspace().path(),
                manifest.reason(),
                manifest.at(),
                Long.parseLong(counts[0]),
                Long.parseLong(counts[1]),
                manifest.unsaved());
    }
}
