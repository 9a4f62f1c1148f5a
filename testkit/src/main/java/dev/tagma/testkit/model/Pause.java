package dev.tagma.testkit.model;

import java.time.Duration;

/** Lets time pass in an answer that is scripted to be slow. */
@FunctionalInterface
interface Pause {

    void of(Duration length) throws InterruptedException;
}
