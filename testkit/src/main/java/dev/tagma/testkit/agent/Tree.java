package dev.tagma.testkit.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value that somebody else wrote; whatever is not there is an empty tree. */
record Tree(@Nullable Object value) {

    Tree at(String name) {
        return new Tree(value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    boolean isMissing() {
        return value == null;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    String text(String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    String text() {
        return text("");
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    List<Tree> list() {
        return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    /** A copy of the members, in order. */
    Map<String, @Nullable Object> members() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.put(String.valueOf(name), member));
        }
        return members;
    }
}
