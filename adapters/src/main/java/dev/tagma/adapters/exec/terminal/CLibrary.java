package dev.tagma.adapters.exec.terminal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The functions of the C library that a pseudo-terminal needs. Each returns what the function does, or throws what went
 * wrong; the numbers of errors and options are Linux's.
 */
final class CLibrary {

    /** The other side of the terminal is open nowhere. */
    static final int EIO = 5;

    static final int EINTR = 4;
    static final int EAGAIN = 11;

    private final Linker linker = Linker.nativeLinker();
    private final VarHandle error = Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

    private final MethodHandle open = function("posix_openpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle grant = function("grantpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle unlock = function("unlockpt", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle name =
            function("ptsname_r", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle control = function(
            "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), Linker.Option.firstVariadicArg(2));
    private final MethodHandle settings = function("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private final MethodHandle set =
            function("tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private final MethodHandle event = function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private final MethodHandle poll = function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private final MethodHandle read = function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle write =
            function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /** A function that said no. */
    static final class Refusal extends IOException {

        private static final long serialVersionUID = 1L;

        private final int number;

        Refusal(String function, int number) {
            super(function + " failed with error " + number);
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    int openTerminal(int options) throws IOException {
        int file = (int) call("posix_openpt", open, options);
        try {
            call("grantpt", grant, file);
            call("unlockpt", unlock, file);
            return file;
        } catch (IOException refused) {
            close(file);
            throw refused;
        }
    }

    /** The path under which the program's side of the terminal can be opened. */
    String nameOf(int file) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocate(256);
            // Unlike the others it returns what went wrong.
            long refused = call("ptsname_r", name, file, text, text.byteSize());
            if (refused != 0) {
                throw new Refusal("ptsname_r", (int) refused);
            }
            return text.getString(0);
        }
    }

    void control(int file, long request, MemorySegment argument) throws IOException {
        call("ioctl", control, file, request, argument);
    }

    void readSettings(int file, MemorySegment into) throws IOException {
        call("tcgetattr", settings, file, into);
    }

    void writeSettings(int file, MemorySegment from) throws IOException {
        call("tcsetattr", set, file, 0, from);
    }

    /** A file that is readable once somebody has written eight bytes to it. */
    int event(int options) throws IOException {
        return (int) call("eventfd", event, 0, options);
    }

    int poll(MemorySegment files, long count, int milliseconds) throws IOException {
        return (int) call("poll", poll, files, count, milliseconds);
    }

    long read(int file, MemorySegment into) throws IOException {
        return call("read", read, file, into, into.byteSize());
    }

    long write(int file, MemorySegment from) throws IOException {
        return call("write", write, file, from, from.byteSize());
    }

    void close(int file) throws IOException {
        call("close", close, file);
    }

    /** Restricted, as whatever calls the C library is. */
    @SuppressWarnings("restricted")
    private MethodHandle function(String symbol, FunctionDescriptor shape, Linker.Option... more) {
        var options = new Linker.Option[more.length + 1];
        options[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(more, 0, options, 1, more.length);
        MemorySegment address = linker.defaultLookup()
                .find(symbol)
                .orElseThrow(() -> new UnsupportedOperationException("The C library has no function " + symbol));
        return linker.downcallHandle(address, shape, options);
    }

    private long call(String symbol, MethodHandle function, Object... arguments) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            Object[] all = new Object[arguments.length + 1];
            all[0] = state;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            long answer = ((Number) function.invokeWithArguments(all)).longValue();
            if (answer == -1) {
                throw new Refusal(symbol, (int) error.get(state, 0L));
            }
            return answer;
        } catch (IOException | RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable unexpected) {
            throw new IllegalStateException("The call of " + symbol + " failed", unexpected);
        }
    }
}
