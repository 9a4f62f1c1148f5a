package dev.tagma.testkit.fake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Changes to maps that can be taken back. */
final class UndoLog {

    private final Deque<Runnable> undos = new ArrayDeque<>();

    <K, V> void put(Map<K, V> map, K key, V value) {
        boolean present = map.containsKey(key);
        V before = map.put(key, value);
        undos.push(present ? () -> map.put(key, before) : () -> map.remove(key));
    }

    <K, V> void remove(Map<K, V> map, K key) {
        if (map.containsKey(key)) {
            V before = map.remove(key);
            undos.push(() -> map.put(key, before));
        }
    }

    /** What was changed stays. */
    void keep() {
        undos.clear();
    }

    /** What was changed since the last {@link #keep} is as it was. */
    void takeBack() {
        while (!undos.isEmpty()) {
            undos.pop().run();
        }
    }
}
