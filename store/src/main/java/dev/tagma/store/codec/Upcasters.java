package dev.tagma.store.codec;

import java.util.List;

/**
 * All steps from older versions of documents to the present ones. A shape is changed by adding its step here, which
 * raises the version of that document by one, and a golden file of the new version to the tests.
 */
final class Upcasters {

    /** None yet: every document is in its first version. */
    static final Upcasters ALL = new Upcasters(List.of());

    private final List<Upcaster> steps;

    Upcasters(List<Upcaster> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The steps for one kind of document, the one from version 1 first. */
    List<Upcaster> of(String document) {
        List<Upcaster> found =
                steps.stream().filter(step -> step.document().equals(document)).toList();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).from() != i + 1) {
                throw new IllegalStateException("The steps of document '" + document + "' have no step from version "
                        + (i + 1) + " in its place");
            }
        }
        return found;
    }
}
