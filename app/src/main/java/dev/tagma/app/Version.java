package dev.tagma.app;

/** Which Tagma this is. */
public final class Version {

    private Version() {}

    /** The version of the build, {@code (unpackaged)} when it runs from classes. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
