package dev.tagma.store.codec;

/** How one type of value is laid out in a document. */
interface Shape<T> {

    void write(T value, Out out);

    T read(In in);
}
