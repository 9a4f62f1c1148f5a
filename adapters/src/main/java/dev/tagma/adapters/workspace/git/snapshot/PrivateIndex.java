package dev.tagma.adapters.workspace.git.snapshot;

import dev.tagma.adapters.workspace.git.tree.BytePath;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * What the last snapshot of a workspace saw: the tree it made and how each file looked. It only saves reading files again;
 * one that is missing, torn or of another version is as none.
 *
 * @param tree the tree of the files
 */
record PrivateIndex(String tree, SortedMap<BytePath, Remembered> files) {

    private static final int VERSION = 0x7461_0001;

    static Optional<PrivateIndex> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var checked = new CheckedInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32());
                var in = new DataInputStream(checked)) {
            if (in.readInt() != VERSION) {
                return Optional.empty();
            }
            String tree = in.readUTF();
            int count = in.readInt();
            var files = new TreeMap<BytePath, Remembered>();
            for (int i = 0; i < count; i++) {
                files.put(new BytePath(in.readUTF()), readFile(in));
            }
            long sum = checked.getChecksum().getValue();
            return in.readLong() == sum ? Optional.of(new PrivateIndex(tree, files)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Path aside = Files.createTempFile(file.getParent(), ".index-", "");
        try (var checked = new CheckedOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(aside), 1 << 16), new CRC32());
                var out = new DataOutputStream(checked)) {
            out.writeInt(VERSION);
            out.writeUTF(tree);
            out.writeInt(files.size());
            for (var entry : files.entrySet()) {
                out.writeUTF(entry.getKey().latin1());
                writeFile(out, entry.getValue());
            }
            out.writeLong(checked.getChecksum().getValue());
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Remembered readFile(DataInputStream in) throws IOException {
        var stat = new FileStat(
                FileKind.valueOf(in.readUTF()),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                Instant.ofEpochSecond(in.readLong(), in.readInt()),
                Instant.ofEpochSecond(in.readLong(), in.readInt()));
        byte[] oid = new byte[20];
        in.readFully(oid);
        return new Remembered(stat, HexFormat.of().formatHex(oid), in.readBoolean());
    }

    private static void writeFile(DataOutputStream out, Remembered file) throws IOException {
        FileStat stat = file.stat();
        out.writeUTF(stat.type().name());
        out.writeInt(stat.permissions());
        out.writeLong(stat.device());
        out.writeLong(stat.inode());
        out.writeInt(stat.links());
        out.writeLong(stat.size());
        writeTime(out, stat.modified());
        writeTime(out, stat.changed());
        out.write(HexFormat.of().parseHex(file.oid()));
        out.writeBoolean(file.settled());
    }

    private static void writeTime(DataOutputStream out, Instant time) throws IOException {
        out.writeLong(time.getEpochSecond());
        out.writeInt(time.getNano());
    }
}
