package dev.tagma.testkit.agent;

import java.lang.reflect.Proxy;

/** Hears of changes of the terminal's size. */
final class WindowSignal {

    private WindowSignal() {}

    /**
     * Calls back at each SIGWINCH. The JDK's only way to a signal is {@code sun.misc.Signal}, which the compiler refuses to
     * name without a warning; where it is missing, the size stays what it was.
     */
    static void onChange(Runnable listener) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var proxy = Proxy.newProxyInstance(
                    WindowSignal.class.getClassLoader(), new Class<?>[] {handler}, (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            listener.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), proxy);
        } catch (ReflectiveOperationException _) {
            // Then nobody tells us.
        }
    }
}
