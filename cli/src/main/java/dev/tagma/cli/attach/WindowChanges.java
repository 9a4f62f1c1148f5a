package dev.tagma.cli.attach;

import java.lang.reflect.Proxy;

/**
 * Tells when the terminal window has another size, by the signal WINCH. The JDK has no interface of its own for signals;
 * where the one it keeps for older programs is gone, nothing is told and the size stays what it was.
 */
final class WindowChanges {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private WindowChanges() {}

    static void tell(Runnable changed) {
        try {
            Class<?> signal = Class.forName(SIGNAL);
            Class<?> handler = Class.forName(HANDLER);
            Object told = Proxy.newProxyInstance(
                    WindowChanges.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            changed.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("WINCH"), told);
        } catch (ReflectiveOperationException | IllegalArgumentException unknown) {
            // Then windows are of one size for as long as this takes.
        }
    }
}
