package dev.tagma.core.session;

/** The isolation boundary a session belongs to: lower-case letters, digits, dots and hyphens. */
public record TenantId(String value) {

    /** The tenant of everyone who never said otherwise. */
    public static final TenantId DEFAULT = new TenantId("default");

    public TenantId {
        if (!value.matches("[a-z0-9][a-z0-9.-]{0,62}")) {
            throw new IllegalArgumentException(
                    "Tenant '" + value
                            + "' is not a name: use 1 to 63 lower-case letters, digits, dots and hyphens, starting with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
