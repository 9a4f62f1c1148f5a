package dev.tagma.cli.demo;

import dev.tagma.cli.api.Fields;

/** What a demo waits for. */
sealed interface Happening {

    /** The daemon pushed an event. */
    record Pushed(Fields event) implements Happening {}

    /** The person typed a line. */
    record Typed(String line) implements Happening {}

    /** Nobody types here any more, or ever did. */
    record NothingTyped() implements Happening {}

    /** No more events will come. */
    record Broken(RuntimeException why) implements Happening {}
}
