package dev.tagma.adapters.files;

/** Whether changes reach a listener. Told in order with its looks. */
public interface Sight {

    /** Changes are not told any more. */
    void lost(String reason);

    /** They are again; a look follows. */
    void restored();
}
