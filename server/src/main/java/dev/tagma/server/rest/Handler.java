package dev.tagma.server.rest;

/** Does what an operation promises. */
@FunctionalInterface
public interface Handler {

    /** Answers a call whose parameters and body have the form they must have. */
    Outcome handle(Call call);
}
