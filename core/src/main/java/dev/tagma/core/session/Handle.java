package dev.tagma.core.session;

/** The readable name of a session within its tenant, such as {@code calm-otter}. */
public record Handle(String value) {

    public Handle {
        if (!value.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException(
                    "Handle '" + value + "' is not a name: use 1 to 63 lower-case letters, digits and hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
