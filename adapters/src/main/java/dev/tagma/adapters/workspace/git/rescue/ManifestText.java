package dev.tagma.adapters.workspace.git.rescue;

import dev.tagma.adapters.workspace.git.store.Blob;
import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.Quoted;
import dev.tagma.adapters.workspace.git.tree.Root;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A manifest as ASCII text: a head of {@code key value} lines, an empty line, and one line of ten columns for each path.
 * Names and other free text are quoted by bytes.
 */
final class ManifestText {

    private static final String FIRST = "tagma-rescue 1";
    private static final String NONE = "-";

    private ManifestText() {}

    static String write(Manifest manifest) {
        var text = new StringBuilder(FIRST).append('\n');
        Workspace workspace = manifest.workspace();
        key(text, "id", manifest.id());
        key(text, "session", manifest.session().toString());
        key(text, "at", manifest.at().toString());
        key(text, "reason", quoted(manifest.reason()));
        key(text, "kind", workspace.kind().name());
        key(text, "owned", Boolean.toString(workspace.owned()));
        key(text, "path", quoted(workspace.path()));
        workspace.repository().ifPresent(home -> key(text, "repository", quoted(home)));
        workspace.branch().ifPresent(branch -> key(text, "branch", quoted(branch)));
        workspace.base().ifPresent(base -> key(text, "base", base));
        workspace.members().forEach(member -> key(text, "member", member(member)));
        manifest.common().ifPresent(common -> key(text, "common", Quoted.quote(Root.bytesOf(common))));
        for (SavedRoot root : manifest.roots()) {
            key(text, "root", root.name() + " " + root.extent() + " " + Quoted.quote(Root.bytesOf(root.path())));
        }
        manifest.heads()
                .forEach((root, head) -> key(
                        text,
                        "head",
                        root + " " + head.commit().orElse(NONE) + " "
                                + head.ref().map(ManifestText::quoted).orElse(NONE)));
        manifest.histories()
                .forEach((root, blob) ->
                        key(text, "history", root + " " + blob.oid() + " " + blob.sha256() + " " + blob.size()));
        text.append('\n');
        for (Line line : manifest.lines()) {
            append(text, line);
        }
        return text.toString();
    }

    private static String member(Workspace member) {
        return String.join(
                "\t",
                member.kind().name(),
                quoted(member.path()),
                member.repository().map(ManifestText::quoted).orElse(NONE),
                member.branch().map(ManifestText::quoted).orElse(NONE),
                member.base().orElse(NONE));
    }

    private static Workspace member(String text, boolean owned) {
        String[] columns = text.split("\t", -1);
        return new Workspace(
                Workspace.Kind.valueOf(columns[0]),
                unquoted(columns[1]),
                given(columns[2]).map(ManifestText::unquoted),
                given(columns[3]).map(ManifestText::unquoted),
                given(columns[4]),
                owned);
    }

    private static void key(StringBuilder text, String key, String value) {
        text.append(key).append(' ').append(value).append('\n');
    }

    private static void append(StringBuilder text, Line line) {
        switch (line) {
            case Line.Plain plain ->
                columns(text, line, "file", plain.blob(), plain.group().isEmpty() ? NONE : plain.group(), NONE);
            case Line.Folder folder -> columns(text, folder, "dir", null, NONE, NONE);
            case Line.Link link -> columns(text, line, "link", link.blob(), NONE, Quoted.quote(link.target()));
            case Line.Special special ->
                columns(text, line, special.kind().name().toLowerCase(Locale.ROOT), null, NONE, NONE);
            case Line.Listed listed ->
                columns(text, line, "listed", new Blob(NONE, NONE, listed.bytes()), NONE, quoted(listed.reason()));
        }
    }

    private static void columns(
            StringBuilder text,
            Line line,
            String kind,
            @org.jspecify.annotations.Nullable Blob blob,
            String group,
            String last) {
        text.append(kind).append('\t');
        text.append(String.format(Locale.ROOT, "%04o", line.permissions())).append('\t');
        text.append(blob == null ? NONE : Long.toString(blob.size())).append('\t');
        text.append(blob == null ? NONE : blob.sha256()).append('\t');
        text.append(blob == null ? NONE : blob.oid()).append('\t');
        text.append(line.modified()).append('\t');
        text.append(group).append('\t');
        text.append(line.spot().root()).append('\t');
        text.append(Quoted.quote(line.spot().path().latin1())).append('\t');
        text.append(last).append('\n');
    }

    static Manifest read(String text) {
        Iterator<String> lines = text.lines().iterator();
        if (!lines.hasNext() || !lines.next().equals(FIRST)) {
            throw new IllegalArgumentException("This is no manifest that this version of Tagma can read");
        }
        Map<String, String> head = new LinkedHashMap<>();
        var members = new ArrayList<String>();
        var roots = new ArrayList<SavedRoot>();
        var heads = new LinkedHashMap<String, Manifest.Head>();
        var histories = new LinkedHashMap<String, Blob>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int space = line.indexOf(' ');
            String key = line.substring(0, space);
            String value = line.substring(space + 1);
            switch (key) {
                case "member" -> members.add(value);
                case "root" -> {
                    String[] parts = value.split(" ", 3);
                    roots.add(new SavedRoot(
                            parts[0], Root.ofBytes(Quoted.unquote(parts[2])), SavedRoot.Extent.valueOf(parts[1])));
                }
                case "head" -> {
                    String[] parts = value.split(" ", 3);
                    heads.put(
                            parts[0], new Manifest.Head(given(parts[2]).map(ManifestText::unquoted), given(parts[1])));
                }
                case "history" -> {
                    String[] parts = value.split(" ", -1);
                    histories.put(parts[0], new Blob(parts[1], parts[2], Long.parseLong(parts[3])));
                }
                default -> head.put(key, value);
            }
        }
        var body = new ArrayList<Line>();
        lines.forEachRemaining(line -> body.add(line(line)));
        return manifest(head, members, roots, heads, histories, body);
    }

    private static Manifest manifest(
            Map<String, String> head,
            List<String> members,
            List<SavedRoot> roots,
            Map<String, Manifest.Head> heads,
            Map<String, Blob> histories,
            List<Line> body) {
        boolean owned = Boolean.parseBoolean(required(head, "owned"));
        return new Manifest(
                required(head, "id"),
                SessionId.parse(required(head, "session")),
                Instant.parse(required(head, "at")),
                unquoted(required(head, "reason")),
                new Workspace(
                        Workspace.Kind.valueOf(required(head, "kind")),
                        unquoted(required(head, "path")),
                        optional(head, "repository").map(ManifestText::unquoted),
                        optional(head, "branch").map(ManifestText::unquoted),
                        optional(head, "base"),
                        owned,
                        members.stream().map(member -> member(member, owned)).toList()),
                optional(head, "common").map(Quoted::unquote).map(Root::ofBytes),
                heads,
                roots,
                histories,
                body);
    }

    private static Line line(String text) {
        String[] columns = text.split("\t", -1);
        int permissions = Integer.parseInt(columns[1], 8);
        Instant modified = Instant.parse(columns[5]);
        var spot = new Line.Spot(columns[7], new BytePath(Quoted.unquote(columns[8])));
        return switch (columns[0]) {
            case "file" ->
                new Line.Plain(spot, permissions, modified, blob(columns), columns[6].equals(NONE) ? "" : columns[6]);
            case "dir" -> new Line.Folder(spot, permissions, modified);
            case "link" -> new Line.Link(spot, permissions, modified, blob(columns), Quoted.unquote(columns[9]));
            case "listed" ->
                new Line.Listed(spot, permissions, modified, Long.parseLong(columns[2]), unquoted(columns[9]));
            default ->
                new Line.Special(spot, permissions, modified, FileKind.valueOf(columns[0].toUpperCase(Locale.ROOT)));
        };
    }

    private static Blob blob(String[] columns) {
        return new Blob(columns[4], columns[3], Long.parseLong(columns[2]));
    }

    private static Optional<String> given(String value) {
        return value.equals(NONE) ? Optional.empty() : Optional.of(value);
    }

    private static String required(Map<String, String> head, String key) {
        return optional(head, key)
                .orElseThrow(() -> new IllegalArgumentException("The manifest does not say its " + key));
    }

    private static Optional<String> optional(Map<String, String> head, String key) {
        return Optional.ofNullable(head.get(key));
    }

    static String quoted(String text) {
        return Quoted.quote(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    static String unquoted(String text) {
        return new String(Quoted.unquote(text).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
