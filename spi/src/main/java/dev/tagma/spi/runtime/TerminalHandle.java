package dev.tagma.spi.runtime;

/**
 * Names a terminal, or a process without one, before it exists and for as long as it does; stored before use. {@link #text}
 * is opaque to all but the runtime that made it.
 *
 * @param bootId the boot it belongs to: under another one its process cannot live
 */
public record TerminalHandle(int version, String runtime, String bootId, String name) {

    /** The form that is stored. */
    public String text() {
        return version + "|" + runtime + "|" + bootId + "|" + name;
    }

    public static TerminalHandle parse(String text) {
        String[] parts = text.split("\\|", 4);
        if (parts.length != 4 || !parts[0].equals("1")) {
            throw new IllegalArgumentException("'" + text + "' is not a handle this version can read");
        }
        return new TerminalHandle(1, parts[1], parts[2], parts[3]);
    }
}
