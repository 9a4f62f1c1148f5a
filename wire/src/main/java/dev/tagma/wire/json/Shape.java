package dev.tagma.wire.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** A record's components, looked up once. */
record Shape(Constructor<? extends Record> constructor, List<Field> fields) {

    /** One component. */
    record Field(String name, Form form, Method accessor) {

        Object valueOf(Record record) {
            try {
                return accessor.invoke(record);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("Cannot read " + accessor, e);
            }
        }
    }

    static Shape of(Class<? extends Record> type) {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return new Shape(
                    type.getConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new)),
                    Arrays.stream(components)
                            .map(one -> new Field(one.getName(), Form.of(one.getGenericType()), one.getAccessor()))
                            .toList());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " is not public and so cannot be read or written", e);
        }
    }

    /** Makes the record; a constructor that refuses throws {@link IllegalArgumentException}. */
    Record make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException("Cannot make " + constructor.getDeclaringClass(), e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("Cannot make " + constructor.getDeclaringClass(), e);
        }
    }
}
