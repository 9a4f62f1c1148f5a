package dev.tagma.adapters.workspace.git.tree;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * A directory below which files are named by bytes. File URIs carry every byte of a name in both directions, whatever the
 * locale of this process; plain ASCII, which is nearly all there is, takes the short way.
 */
public final class Root {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Path path;
    private final String uri;

    public Root(Path path) {
        this.path = path.toAbsolutePath();
        String raw = this.path.toUri().getRawPath();
        this.uri = raw.endsWith("/") ? raw : raw + "/";
    }

    public Path path() {
        return path;
    }

    /** The file that has exactly these bytes for its name. */
    public Path resolve(BytePath relative) {
        if (relative.isRoot()) {
            return path;
        }
        return relative.isAscii()
                ? path.resolve(relative.latin1())
                : Path.of(URI.create("file://" + uri + encode(relative.latin1())));
    }

    /** The bytes of a file's last name. */
    public static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName());
        if (isAscii(name)) {
            return name;
        }
        String raw = file.toUri().getRawPath();
        String trimmed = raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
        return decode(trimmed.substring(trimmed.lastIndexOf('/') + 1));
    }

    /** The bytes of an absolute path. */
    public static String bytesOf(Path absolute) {
        String name = absolute.toString();
        if (isAscii(name)) {
            return name;
        }
        String raw = absolute.toUri().getRawPath();
        return decode(raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw);
    }

    /** The absolute path with these bytes. */
    public static Path ofBytes(String absolute) {
        return isAscii(absolute) ? Path.of(absolute) : Path.of(URI.create("file://" + encode(absolute)));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String encode(String latin1) {
        var text = new StringBuilder(latin1.length() + 16);
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (c == '/' || c == '.' || c == '-' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c))) {
                text.append(c);
            } else {
                text.append('%').append(HEX.toHexDigits((byte) c));
            }
        }
        return text.toString();
    }

    private static String decode(String raw) {
        var bytes = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.append((char) HexFormat.fromHexDigits(raw, i + 1, i + 3));
                i += 2;
            } else if (c < 0x80) {
                bytes.append(c);
            } else {
                bytes.append(
                        new String(String.valueOf(c).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            }
        }
        return bytes.toString();
    }
}
