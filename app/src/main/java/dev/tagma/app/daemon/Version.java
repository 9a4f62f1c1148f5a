package dev.tagma.app.daemon;

/** Which Tagma this is. */
final class Version {

    private Version() {}

    /** The version of the build, {@code (unpackaged)} when it runs from classes. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
