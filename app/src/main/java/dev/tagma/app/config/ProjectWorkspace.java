package dev.tagma.app.config;

import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.core.workspace.Carried;
import dev.tagma.core.workspace.Contents;
import dev.tagma.core.workspace.Outfit;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.engine.fleet.Projects.Fitting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a project says of its workspaces: the section {@code workspace} of its file, and the scripts it names. */
record ProjectWorkspace(Checkout checkout, YamlSection section) {

    private static final int LONGEST_SCRIPT = 256 << 10;

    private static final String ADDRESSES = ".gitmodules";

    Fitting read() {
        Contents contents = contents();
        Carried carried = carried();
        Optional<Script> setup = script("setup");
        Optional<Script> teardown = script("teardown");
        Optional<Script> submodules = contents.submodules() ? addresses() : Optional.empty();
        List<String> ports = ports();
        section.refuseUnknown();
        return new Fitting(
                contents,
                carried,
                setup.isPresent() || teardown.isPresent() || submodules.isPresent()
                        ? Optional.of(new Scripts(checkout.project().toString(), setup, teardown, submodules))
                        : Optional.empty(),
                ports);
    }

    private Contents contents() {
        List<String> sparse = section.texts("sparse").orElse(List.of());
        List<String> wrong = Contents.objections(sparse);
        wrong.forEach(one -> section.wrong("sparse", "is wrong: " + one));
        boolean submodules = section.flag("submodules").orElse(false);
        return new Contents(wrong.isEmpty() ? sparse : List.of(), submodules);
    }

    private Carried carried() {
        List<String> copied = section.texts("copy").orElse(List.of());
        List<String> linked = section.texts("link").orElse(List.of());
        List<String> wrong = Carried.objections(copied, linked);
        String key = section.has("copy") ? "copy" : "link";
        wrong.forEach(one -> section.wrong(key, "or 'workspace.link' is wrong: " + one));
        return wrong.isEmpty() ? new Carried(copied, linked) : Carried.NOTHING;
    }

    private List<String> ports() {
        List<String> names = section.texts("ports").orElse(List.of());
        Set<String> seen = new HashSet<>();
        boolean all = true;
        for (String name : names) {
            if (!Outfit.portName(name) || !seen.add(name)) {
                section.wrong(
                        "ports",
                        "must be different names of small letters, digits and '-', each at most 30 long, such as"
                                + " [web, db]");
                all = false;
                break;
            }
        }
        if (names.size() > Outfit.MOST_PORTS) {
            section.wrong("ports", "names more than " + Outfit.MOST_PORTS + " ports; name fewer");
            all = false;
        }
        return all ? names : List.of();
    }

    private Optional<Script> script(String key) {
        Optional<String> path = section.text(key);
        Optional<String> objection = path.flatMap(Carried::objection);
        if (path.isEmpty() || objection.isPresent()) {
            objection.ifPresent(wrong -> section.wrong(key, "is wrong: " + wrong));
            return Optional.empty();
        }
        return trusted(key, path.get());
    }

    /** From where submodules are cloned; a branch that names some need not be checked out. */
    private Optional<Script> addresses() {
        return Files.exists(checkout.root().resolve(ADDRESSES), LinkOption.NOFOLLOW_LINKS)
                ? trusted("submodules", ADDRESSES)
                : Optional.of(new Script(ADDRESSES, ""));
    }

    private Optional<Script> trusted(String key, String path) {
        try {
            return Optional.of(new Script(path, text(path)));
        } catch (CharacterCodingException binary) {
            section.wrong(key, "names a file that is not text in UTF-8; a script is, so that it can be looked at");
        } catch (IOException wrong) {
            section.wrong(key, "names a file that cannot be taken: " + wrong.getMessage());
        }
        return Optional.empty();
    }

    /** All of the script; no link is followed to it, since what is shown to be trusted must be the project's own. */
    private String text(String path) throws IOException {
        Path file = checkout.root();
        for (String name : path.split("/", -1)) {
            file = file.resolve(name);
            if (Files.isSymbolicLink(file)) {
                throw new IOException(file + " is a symbolic link; put the file itself there");
            }
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not there, or is no file; write the script, or take the key out");
        }
        byte[] bytes;
        try (InputStream in = Channels.newInputStream(
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            bytes = in.readNBytes(LONGEST_SCRIPT + 1);
        }
        if (bytes.length > LONGEST_SCRIPT) {
            throw new IOException(file + " is longer than " + LONGEST_SCRIPT + " bytes, more than anybody looks at");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
