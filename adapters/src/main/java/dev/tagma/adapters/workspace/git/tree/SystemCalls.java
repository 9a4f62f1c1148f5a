package dev.tagma.adapters.workspace.git.tree;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The two calls of POSIX that Java has no way to make: a link with any bytes for its target, and a fifo. */
@SuppressWarnings("restricted")
final class SystemCalls {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle symlink = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("symlink"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
            Linker.Option.captureCallState("errno"));
    private final MethodHandle mkfifo = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("mkfifo"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.captureCallState("errno"));

    void symlink(String latin1Target, Path link) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) symlink.invokeExact(state, bytes(arena, latin1Target), bytes(arena, Root.bytesOf(link)));
            check(result, state, "symlink " + link);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    void mkfifo(Path fifo, int permissions) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = (int) mkfifo.invokeExact(state, bytes(arena, Root.bytesOf(fifo)), permissions);
            check(result, state, "mkfifo " + fifo);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment bytes(Arena arena, String latin1) {
        return arena.allocateFrom(latin1, StandardCharsets.ISO_8859_1);
    }

    private static void check(int result, MemorySegment state, String what) throws IOException {
        if (result != 0) {
            throw new IOException(what + ": errno " + (int) ERRNO.get(state, 0L));
        }
    }
}
