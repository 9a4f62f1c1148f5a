package dev.tagma.server.rest;

/** Takes the time of requests. */
public interface Meter {

    Timing begin();

    /** One request that runs. */
    interface Timing {

        /** The answer is known. A stream counts from the request to its first byte. */
        void end(String operation, int status);
    }
}
