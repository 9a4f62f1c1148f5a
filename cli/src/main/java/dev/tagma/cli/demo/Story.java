package dev.tagma.cli.demo;

import java.util.List;
import java.util.Optional;

/**
 * What one session of the demo does.
 *
 * @param mode what its agent may do without asking
 * @param script what it is told: the scripted agent does what the lines say
 * @param choice what is answered when nobody is there to choose
 * @param product the file it makes once it is allowed to
 * @param checks what must be so when it is through
 */
record Story(
        String handle,
        String title,
        String mode,
        String script,
        Optional<String> choice,
        Optional<String> product,
        List<Check> checks) {

    Story {
        checks = List.copyOf(checks);
    }
}
