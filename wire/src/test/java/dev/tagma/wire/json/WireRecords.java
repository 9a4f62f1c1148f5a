package dev.tagma.wire.json;

import dev.tagma.wire.event.EventType;
import dev.tagma.wire.event.GapJson;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.Operations;
import dev.tagma.wire.operation.Reply;
import dev.tagma.wire.problem.ProblemJson;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every record that crosses the doors, found from the registry. */
final class WireRecords {

    private WireRecords() {}

    static List<Class<? extends Record>> all() {
        Set<Class<? extends Record>> found = new LinkedHashSet<>();
        for (Operation operation : Operations.all()) {
            operation.request().ifPresent(found::add);
            switch (operation.reply()) {
                case Reply.Body(int status, Class<? extends Record> type) -> found.add(type);
                case Reply.Events(int status, Class<? extends Record> type) -> found.add(type);
                case Reply.Document document -> {}
                case Reply.Text text -> {}
            }
        }
        Arrays.stream(EventType.values()).map(EventType::data).forEach(found::add);
        found.add(ProblemJson.class);
        found.add(GapJson.class);
        List.copyOf(found).forEach(type -> addNested(Form.of(type), found));
        return List.copyOf(found);
    }

    private static void addNested(Form form, Set<Class<? extends Record>> found) {
        switch (form) {
            case Form.Nested(Class<? extends Record> type) -> {
                found.add(type);
                for (Shape.Field field : Shape.of(type).fields()) {
                    addNested(field.form(), found);
                }
            }
            case Form.ListOf(Form item) -> addNested(item, found);
            case Form.MapOf(Form value) -> addNested(value, found);
            case Form.Maybe(Form present) -> addNested(present, found);
            case Form.Text text -> {}
            case Form.Time time -> {}
            case Form.Uuid uuid -> {}
            case Form.Flag flag -> {}
            case Form.Whole whole -> {}
            case Form.Choice choice -> {}
            case Form.Wrapped wrapped -> {}
            case Form.Any any -> {}
        }
    }
}
