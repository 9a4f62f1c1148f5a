package dev.tagma.adapters.workspace.git.tree;

import java.nio.charset.StandardCharsets;

/**
 * A path below some root, by its bytes: one latin-1 character a byte, {@code /} between names, empty for the root itself.
 * Names on Unix are bytes and need not be text; Java's own strings would lose those that are not.
 */
public record BytePath(String latin1) implements Comparable<BytePath> {

    public static final BytePath ROOT = new BytePath("");

    /** A path known as text, its bytes in UTF-8. */
    public static BytePath ofText(String text) {
        return new BytePath(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    public boolean isRoot() {
        return latin1.isEmpty();
    }

    public BytePath child(String latin1Name) {
        return isRoot() ? new BytePath(latin1Name) : new BytePath(latin1 + "/" + latin1Name);
    }

    public BytePath parent() {
        int slash = latin1.lastIndexOf('/');
        return slash < 0 ? ROOT : new BytePath(latin1.substring(0, slash));
    }

    public String name() {
        return latin1.substring(latin1.lastIndexOf('/') + 1);
    }

    /** Whether this is the other or lies below it. */
    public boolean within(BytePath other) {
        return other.isRoot()
                || latin1.equals(other.latin1)
                || (latin1.startsWith(other.latin1) && latin1.charAt(other.latin1.length()) == '/');
    }

    /** This path, which lies below the other, as seen from there. */
    public BytePath from(BytePath other) {
        if (other.isRoot() || equals(other)) {
            return equals(other) ? ROOT : this;
        }
        return new BytePath(latin1.substring(other.latin1.length() + 1));
    }

    /** Whether the bytes are text that a person can be shown as it is. */
    public boolean isAscii() {
        for (int i = 0; i < latin1.length(); i++) {
            char c = latin1.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(BytePath other) {
        return latin1.compareTo(other.latin1);
    }

    /** For messages: text where it is text, escapes where not. */
    @Override
    public String toString() {
        return isAscii() ? latin1 : Quoted.readable(latin1);
    }
}
