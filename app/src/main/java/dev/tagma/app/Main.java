package dev.tagma.app;

/** Where every Tagma process begins. */
public final class Main {
    private Main() {}

    /** Prints the version. */
    public static void main(String[] args) {
        var version = Main.class.getPackage().getImplementationVersion();
        System.out.println("tagma " + (version == null ? "(unpackaged)" : version));
    }
}
