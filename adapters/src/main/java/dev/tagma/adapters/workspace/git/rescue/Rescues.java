package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.store.Digests;
import dev.tagma.adapters.workspace.git.store.ObjectReader;
import dev.tagma.adapters.workspace.git.store.Store;
import dev.tagma.adapters.workspace.git.store.Stores;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rescues from their refs alone, whatever a database may have forgotten. */
public final class Rescues {

    static final String REFS = "refs/tagma/rescue/";

    /** The tree of the files as they can be browsed, the manifest, packs of histories, and all other bytes. */
    static final String FILES = "files";

    static final String MANIFEST = "manifest";
    /** What a list of rescues needs to say of one. */
    static final String SUMMARY = "summary";

    static final String HISTORY = "history";
    static final String PARTS = "parts";

    private static final String EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

    private final Stores stores;

    public Rescues(Stores stores) {
        this.stores = stores;
    }

    /** All rescues of all stores, newest first. */
    public List<Rescue> all() {
        var all = new ArrayList<Rescue>();
        for (Store store : stores.all()) {
            all.addAll(in(store));
        }
        all.sort(Comparator.comparing(Rescue::id).reversed());
        return all;
    }

    private static List<Rescue> in(Store store) {
        List<String> refs = store.git("for-each-ref", "--format=%(refname)", REFS)
                .check()
                .text()
                .lines()
                .toList();
        if (refs.isEmpty()) {
            return List.of();
        }
        List<String> trees = store.git("cat-file", "--batch-check=%(objectname)")
                .check(String.join(
                                "\n",
                                refs.stream().map(ref -> ref + ":" + FILES).toList()) + "\n")
                .text()
                .lines()
                .map(line -> line.endsWith(" missing") ? EMPTY_TREE : line)
                .toList();
        var rescues = new ArrayList<Rescue>();
        try (ObjectReader reader =
                store.read(refs.stream().map(ref -> ref + ":" + SUMMARY).toList())) {
            for (int i = 0; i < refs.size(); i++) {
                String text = new String(reader.next(), StandardCharsets.US_ASCII);
                rescues.add(Summary.read(text, store, refs.get(i), new TreeId(trees.get(i))));
            }
        }
        return rescues;
    }

    /** The manifest of a rescue as it was written. */
    public String text(Rescue rescue) {
        return text(stores.at(Path.of(rescue.store())), rescue.ref());
    }

    Manifest manifest(Store store, String ref) {
        try {
            return ManifestText.read(text(store, ref));
        } catch (RuntimeException e) {
            throw new WorkspaceException(
                    Kind.FAILED, "The manifest of " + ref + " in " + store.directory() + " cannot be read", e);
        }
    }

    private static String text(Store store, String ref) {
        if (store.resolve(ref).isEmpty()) {
            throw new WorkspaceException(Kind.MISSING, "There is no rescue " + ref + " in " + store.directory());
        }
        try (ObjectReader reader = store.read(List.of(ref + ":" + MANIFEST))) {
            return new String(reader.next(), StandardCharsets.US_ASCII);
        }
    }

    private static TreeId tree(Store store, String ref) {
        return new TreeId(store.resolve(ref + ":" + FILES).orElse(EMPTY_TREE));
    }

    /**
     * Reads a whole rescue back from its ref: the manifest, and every byte that it promises, which must be kept by the ref and
     * hash to what was hashed on the way in.
     */
    Saved readBack(Store store, String ref) {
        Manifest manifest = manifest(store, ref);
        Map<String, Blob> promised = new LinkedHashMap<>();
        for (Line line : manifest.lines()) {
            if (line instanceof Line.Plain plain) {
                promised.put(plain.blob().oid(), plain.blob());
            } else if (line instanceof Line.Link link) {
                promised.put(link.blob().oid(), link.blob());
            }
        }
        manifest.histories().values().forEach(blob -> promised.put(blob.oid(), blob));
        Set<String> kept = kept(store, ref);
        for (String oid : promised.keySet()) {
            if (!kept.contains(oid)) {
                throw new WorkspaceException(Kind.FAILED, "The rescue " + ref + " does not keep the object " + oid);
            }
        }
        try (ObjectReader reader = store.read(List.copyOf(promised.keySet()))) {
            for (Blob blob : promised.values()) {
                if (!hash(reader, blob.size()).equals(blob)) {
                    throw new WorkspaceException(
                            Kind.FAILED,
                            "The rescue " + ref + " gives other bytes for " + blob.oid() + " than were saved");
                }
            }
        }
        return new Saved(store, ref, tree(store, ref), manifest);
    }

    private static Blob hash(ObjectReader reader, long size) {
        var digests = new Digests(size);
        try {
            reader.next(new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    digests.update(bytes, from, length);
                }
            });
        } catch (IOException e) {
            throw new WorkspaceException(Kind.FAILED, "Reading a rescue back failed: " + e, e);
        }
        return digests.blob();
    }

    private static Set<String> kept(Store store, String ref) {
        var kept = new HashSet<String>();
        for (String item :
                store.git("ls-tree", "-r", "-z", "--full-tree", ref).check().items()) {
            kept.add(item.substring(0, item.indexOf('\t')).split(" ", -1)[2]);
        }
        return kept;
    }
}
