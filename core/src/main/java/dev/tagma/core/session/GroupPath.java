package dev.tagma.core.session;

/**
 * Where a session stands in the tree of groups: names joined by {@code /}, empty for the root. Names are 1 to 64
 * characters without slash or control characters.
 */
public record GroupPath(String value) {

    public static final GroupPath ROOT = new GroupPath("");

    public GroupPath {
        if (!value.isEmpty()) {
            if (value.length() > 512) {
                throw new IllegalArgumentException("Group path is " + value.length() + " characters long; at most 512");
            }
            for (String name : value.split("/", -1)) {
                if (name.isBlank() || name.length() > 64 || name.chars().anyMatch(Character::isISOControl)) {
                    throw new IllegalArgumentException("Group '" + value
                            + "' is not a path: use names of 1 to 64 characters joined by '/', none of them empty");
                }
            }
        }
    }

    /** Whether this is {@code other} or lies below it. */
    public boolean within(GroupPath other) {
        return other.value.isEmpty() || value.equals(other.value) || value.startsWith(other.value + "/");
    }

    @Override
    public String toString() {
        return value;
    }
}
