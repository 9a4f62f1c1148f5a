package dev.tagma.cli.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What every session of the demo goes through.
 *
 * @param steps what it is and does in this order; nothing else but more work may lie between
 */
record Course(String handle, List<String> steps) {

    private static final List<String> DELIVERY = List.of("accepted", "submitted", "started", "done");

    Course {
        steps = List.copyOf(steps);
    }

    List<Check> checks() {
        return List.of(
                new Check(
                        "%s: %s"
                                .formatted(
                                        handle,
                                        steps.stream().map(Course::plain).collect(Collectors.joining(", "))),
                        this::strayed),
                new Check("its task was said to it once: " + String.join(", ", DELIVERY), this::misdelivered));
    }

    private Optional<String> strayed(Evidence evidence) {
        Optional<String> broken = evidence.journal().broken(handle);
        if (broken.isPresent()) {
            return broken;
        }
        List<String> course = evidence.journal().course(handle);
        boolean waitedElse = course.stream().anyMatch(step -> step.startsWith("waiting_") && !steps.contains(step));
        return !waitedElse && inOrder(course) && course.getLast().equals(steps.getLast())
                ? Optional.empty()
                : Optional.of("it went: " + course.stream().map(Course::plain).collect(Collectors.joining(", ")));
    }

    private boolean inOrder(List<String> course) {
        int next = 0;
        for (String step : course) {
            if (next < steps.size() && step.equals(steps.get(next))) {
                next++;
            }
        }
        return next == steps.size();
    }

    private Optional<String> misdelivered(Evidence evidence) {
        List<String> delivery = evidence.journal().delivery(handle);
        return delivery.equals(DELIVERY) ? Optional.empty() : Optional.of("it went: " + String.join(", ", delivery));
    }

    private static String plain(String step) {
        return step.replace('_', ' ');
    }
}
