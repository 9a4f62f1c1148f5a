package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which scenario is played with which real program, read from the test classes themselves. */
record ScenarioTable(List<Program> programs, List<Row> rows) {

    /**
     * A program on the channel Tagma drives it by.
     *
     * @param title what the table calls it
     * @param classes the test classes that play it
     */
    record Program(String title, List<Class<?>> classes) {

        Program(String title, Class<?>... classes) {
            this(title, List.of(classes));
        }

        /** The place where one of these methods is played, whether it is switched off there or not. */
        private Optional<Place> place(List<String> methods) {
            List<Place> places = classes.stream()
                    .flatMap(played -> methods.stream()
                            .flatMap(method -> find(played, method).stream().map(found -> new Place(played, found))))
                    .toList();
            return places.stream()
                    .filter(place -> place.off().isEmpty())
                    .findFirst()
                    .or(() -> places.stream().findFirst());
        }

        private static Optional<Method> find(Class<?> played, String method) {
            for (Class<?> at = played; at != null; at = at.getSuperclass()) {
                for (Method declared : at.getDeclaredMethods()) {
                    if (declared.getName().equals(method) && declared.getParameterCount() == 0) {
                        return Optional.of(declared);
                    }
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A scenario.
     *
     * @param title what happens in it
     * @param methods the test methods that play it, one of them is enough
     * @param reasons by a program's title: why it is not played with that one
     */
    record Row(String title, List<String> methods, Map<String, String> reasons) {}

    /** Where a scenario is played. */
    private record Place(Class<?> played, Method method) {

        private Optional<String> off() {
            return Optional.ofNullable(method.getAnnotation(Disabled.class)).map(Disabled::value);
        }

        private String word() {
            assertThat(method.isAnnotationPresent(Test.class) || off().isPresent())
                    .as("%s.%s is a test", played.getSimpleName(), method.getName())
                    .isTrue();
            return switch (played.getAnnotation(Tag.class).value()) {
                case "real-agent" -> "yes";
                case "real-agent-rest" -> "rest";
                case String other -> throw new AssertionError(played + " is tagged " + other);
            };
        }
    }

    String rendered() {
        Footnotes notes = new Footnotes();
        StringBuilder text = new StringBuilder("| scenario |");
        programs.forEach(program -> text.append(' ').append(program.title()).append(" |"));
        text.append("%n|---|".formatted())
                .append("---|".repeat(programs.size()))
                .append("%n".formatted());
        for (Row row : rows) {
            text.append("| ").append(row.title()).append(" |");
            programs.forEach(program ->
                    text.append(' ').append(cell(row, program, notes)).append(" |"));
            text.append("%n".formatted());
        }
        return text + notes.rendered();
    }

    private static String cell(Row row, Program program, Footnotes notes) {
        Optional<Place> place = program.place(row.methods());
        Optional<String> reason = place.flatMap(Place::off)
                .or(() -> Optional.ofNullable(row.reasons().get(program.title())));
        if (place.isPresent() && place.get().off().isEmpty()) {
            assertThat(reason)
                    .as("'%s' is played with %s", row.title(), program.title())
                    .isEmpty();
            return place.get().word();
        }
        assertThat(reason)
                .as("'%s' is not played with %s: say why", row.title(), program.title())
                .isPresent();
        return notes.mark(reason.get());
    }

    /** The reasons, each said once. */
    private static final class Footnotes {

        private final List<String> reasons = new ArrayList<>();

        private String mark(String reason) {
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
            return "no (%d)".formatted(reasons.indexOf(reason) + 1);
        }

        private String rendered() {
            StringBuilder text = new StringBuilder("%n".formatted());
            for (int i = 0; i < reasons.size(); i++) {
                text.append("%d. %s%n".formatted(i + 1, reasons.get(i)));
            }
            return text.toString();
        }
    }
}
