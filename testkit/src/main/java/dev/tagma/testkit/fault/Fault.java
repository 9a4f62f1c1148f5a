package dev.tagma.testkit.fault;

import java.util.Set;

/** Something that goes wrong around a session and is put right again. */
public interface Fault {

    /** At which moments what is under way must come through unharmed. */
    Set<Moment> moments();

    /** Does the harm; returns when it has taken effect. */
    void strike(String session) throws Exception;

    /** Checks what must hold as long as it lasts: what is said is right, or names what is wrong. */
    default void meanwhile(String session) throws Exception {}

    /** Puts right what a person, or time, would. What Tagma can mend by itself is left to it. */
    default void heal(String session) throws Exception {}
}
