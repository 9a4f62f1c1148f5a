package dev.tagma.core.session;

/** How a session is driven. */
public enum DriverKind {
    /** The vendor's own terminal program in a pane; a person may attach at any time. */
    TERMINAL,
    /** A structured protocol on the agent's standard streams or socket. */
    PROTOCOL
}
