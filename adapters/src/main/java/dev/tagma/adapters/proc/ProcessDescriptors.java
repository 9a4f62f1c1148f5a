package dev.tagma.adapters.proc;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Linux's descriptors of processes, and one wait for all of them. Java has no way to them: it waits for its own children, and
 * looks for the end of others again and again.
 */
@SuppressWarnings("restricted")
final class ProcessDescriptors {

    /** The same number on every architecture; older libraries have no name for the call. */
    private static final long PIDFD_OPEN = 434;

    private static final int ADD = 1;
    private static final int READABLE = 1;
    private static final int INTERRUPTED = 4;

    /**
     * The eight bytes that come back with an event begin at the fourth of them where its structure is packed, else at the
     * eighth. A number at both places is found at the latter either way.
     */
    private static final long KEY_PACKED = 4;

    private static final long KEY = 8;

    /** Of the larger of its two shapes. */
    private static final int EVENT_BYTES = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle open = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1),
            Linker.Option.captureCallState("errno"));
    private final MethodHandle create =
            handle("epoll_create1", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private final MethodHandle control = handle(
            "epoll_ctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS));
    private final MethodHandle await = handle(
            "epoll_wait",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT));
    private final MethodHandle event =
            handle("eventfd", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private final MethodHandle raise = handle(
            "eventfd_write", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
    private final MethodHandle close =
            handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private interface Call {
        long make(MemorySegment state) throws Throwable;
    }

    private static MethodHandle handle(String name, FunctionDescriptor shape) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), shape, Linker.Option.captureCallState("errno"));
    }

    /** A descriptor that can be read when the process has ended. */
    int open(long pid) throws IOException {
        return (int) checked("pidfd_open " + pid, state -> (long) open.invokeExact(state, PIDFD_OPEN, pid, 0L));
    }

    /** A descriptor by which others are waited for. */
    int waitingPlace() throws IOException {
        return (int) checked("epoll_create1", state -> (int) create.invokeExact(state, 0));
    }

    /** A descriptor that can be read when it was raised. */
    int signal() throws IOException {
        return (int) checked("eventfd", state -> (int) event.invokeExact(state, 0, 0));
    }

    void raise(int signal) throws IOException {
        long _ = checked("eventfd_write", state -> (int) raise.invokeExact(state, signal, 1L));
    }

    /** Lets {@link #await} tell this key once the descriptor can be read. */
    void add(int place, int descriptor, int key) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment wanted = arena.allocate(EVENT_BYTES, Long.BYTES);
            wanted.set(ValueLayout.JAVA_INT, 0, READABLE);
            wanted.set(ValueLayout.JAVA_INT, KEY_PACKED, key);
            wanted.set(ValueLayout.JAVA_INT, KEY, key);
            long _ = checked("epoll_ctl", state -> (int) control.invokeExact(state, place, ADD, descriptor, wanted));
        }
    }

    /** The key of one that can be read; waits for it. */
    int await(int place) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment found = arena.allocate(EVENT_BYTES, Long.BYTES);
            long _ = checked("epoll_wait", state -> (int) await.invokeExact(state, place, found, 1, -1));
            return found.get(ValueLayout.JAVA_INT, KEY);
        }
    }

    /** What was waited for by it is not any more. */
    void close(int descriptor) throws IOException {
        long _ = checked("close", state -> (int) close.invokeExact(state, descriptor));
    }

    private static long checked(String what, Call call) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            while (true) {
                long result = call.make(state);
                if (result >= 0) {
                    return result;
                }
                int errno = (int) ERRNO.get(state, 0L);
                if (errno != INTERRUPTED) {
                    throw new IOException(what + ": errno " + errno);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
