package dev.tagma.wire.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a record or one of its fields means, for the reference that is generated from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Doc {

    /** A sentence or two. */
    String value();

    /** A value to show, as JSON text; none where it is empty. */
    String example() default "";

    /** For a field of type {@link Json}: the sealed family of records one of which it holds. */
    Class<?> cases() default Void.class;
}
