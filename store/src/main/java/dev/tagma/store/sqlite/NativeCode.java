package dev.tagma.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite itself, taken out of the driver's jar once for all starts of a daemon. The driver would take it out at every start
 * and compare it byte for byte; where this fails it does so still.
 */
public final class NativeCode {

    private static final System.Logger LOG = System.getLogger(NativeCode.class.getName());

    private static final String PATH = "org.sqlite.lib.path";

    private NativeCode() {}

    /**
     * Has the driver load it from below this directory, which is made. To be called before the first store is opened in this
     * process.
     */
    public static void keepIn(Path directory) {
        String inJar = LibraryLoaderUtil.getNativeLibResourcePath();
        // The driver looks for this very name; so what it is of is told by where it is.
        String name = LibraryLoaderUtil.getNativeLibName();
        String kind = inJar.substring(inJar.indexOf("native/") + "native/".length());
        Path own = directory.resolve(SQLiteJDBCLoader.getVersion()).resolve(kind);
        try {
            if (Files.exists(own.resolve(name)) || takenOut(inJar + "/" + name, own, name)) {
                System.setProperty(PATH, own.toString());
            }
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.DEBUG, () -> "SQLite is not kept in " + own + ": " + failed);
        }
    }

    private static boolean takenOut(String inJar, Path directory, String name) throws IOException {
        try (InputStream from = NativeCode.class.getResourceAsStream(inJar)) {
            if (from == null) {
                return false;
            }
            Files.createDirectories(directory);
            Path half = Files.createTempFile(directory, "new-", ".tmp");
            Files.copy(from, half, StandardCopyOption.REPLACE_EXISTING);
            // As a whole or not at all: a daemon may be killed at any time.
            Files.move(half, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }
}
