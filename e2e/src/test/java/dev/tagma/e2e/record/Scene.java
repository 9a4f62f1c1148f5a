package dev.tagma.e2e.record;

/**
 * A story that an agent program is led through, from its start, keeping screens on the way.
 *
 * @param name what the files of its screens name as their origin
 */
record Scene(String name, Play play) {

    /** What happens in it. */
    interface Play {
        void on(Camera camera) throws Exception;
    }
}
