package dev.tagma.app.daemon;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Why something failed, in words for a person: the exceptions of the JDK often name a file and nothing else. */
final class Reason {

    private Reason() {}

    static String of(Throwable failed) {
        return switch (failed) {
            case UncheckedIOException wrapped
            when wrapped.getCause() != null && wrapped.getCause().toString().equals(wrapped.getMessage()) ->
                of(wrapped.getCause());
            case AccessDeniedException denied ->
                denied.getFile() + " is closed to you: look at its owner and its permissions";
            case NoSuchFileException missing -> missing.getFile() + " is not there, or went away meanwhile: try again";
            default -> String.valueOf(failed.getMessage());
        };
    }
}
