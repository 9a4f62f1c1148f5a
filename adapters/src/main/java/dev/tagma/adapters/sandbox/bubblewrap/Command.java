package dev.tagma.adapters.sandbox.bubblewrap;

import dev.tagma.adapters.confine.Mount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Words of a command line for {@code bwrap}. */
final class Command {

    /**
     * What the program does not share with the machine. Without numbers of processes of its own it could look into the
     * files of any process of its user; the namespace of users is what lets everybody have the others.
     */
    static final List<String> NAMESPACES = List.of(
            "--unshare-user",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-cgroup-try",
            "--die-with-parent");

    /** What is ignored around it is what it hears again. */
    static final List<String> OWN_SIGNALS = List.of("/usr/bin/env", "--default-signal=HUP,INT,TERM,QUIT", "--");

    /**
     * A signal to the group is meant for the program and ends by it: what is around it would end before, and the program
     * would go on unseen or be killed with it. The options come from a file, since there can be more of them than a terminal
     * takes words.
     */
    private static final String UNMOVED = "trap '' HUP INT TERM QUIT; exec 9<\"$1\"; shift; \"$@\"; exit $?";

    private final List<String> options = new ArrayList<>(NAMESPACES);

    Command with(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    Command mounts(List<Mount> mounts) {
        mounts.forEach(mount -> {
            String target = mount.target().toString();
            switch (mount.access()) {
                case READ -> with("--ro-bind", mount.source().toString(), target);
                case WRITE -> with("--bind", mount.source().toString(), target);
                case NOTHING -> with("--tmpfs", target, "--remount-ro", target);
            }
        });
        return this;
    }

    /** What {@code bwrap} reads, each word with a zero behind it. */
    byte[] options() {
        StringBuilder all = new StringBuilder();
        options.forEach(word -> all.append(word).append('\0'));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The words that run a program so.
     *
     * @param options the file with the options
     * @param around what is put in front of {@code bwrap}, whose path is the next
     */
    static List<String> runs(Path options, List<String> around, Path bwrap, List<String> program) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", UNMOVED, "tagma-sandbox", options.toString()));
        words.addAll(around);
        words.addAll(List.of(bwrap.toString(), "--args", "9", "--"));
        words.addAll(OWN_SIGNALS);
        words.addAll(program);
        return List.copyOf(words);
    }
}
