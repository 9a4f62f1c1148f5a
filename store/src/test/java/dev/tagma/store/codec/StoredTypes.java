package dev.tagma.store.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The types that records are made of, found by their components. */
final class StoredTypes {

    private StoredTypes() {}

    /** Every enum that can be reached from the records or families. */
    static List<? extends Class<?>> enums(Class<?>... roots) {
        Set<Class<?>> seen = new HashSet<>();
        Deque<Type> open = new ArrayDeque<>(Arrays.asList(roots));
        while (!open.isEmpty()) {
            Type type = open.pop();
            if (type instanceof ParameterizedType generic) {
                open.addAll(Arrays.asList(generic.getActualTypeArguments()));
            } else if (type instanceof Class<?> found && seen.add(found)) {
                if (found.isRecord()) {
                    Arrays.stream(found.getRecordComponents())
                            .map(RecordComponent::getGenericType)
                            .forEach(open::push);
                }
                if (found.isSealed()) {
                    open.addAll(Arrays.asList(found.getPermittedSubclasses()));
                }
            }
        }
        return seen.stream().filter(Class::isEnum).toList();
    }
}
