package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.Threads;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Lets the worker outlive what a terminal sends to all processes of a command: SIGINT for Ctrl-C, SIGHUP when it is
/// closed. The parent gets them too, and decides what becomes of its workers.
///
/// They are handled, by nothing, rather than ignored: a program that a task starts would inherit that it is to ignore
/// them.
final class TerminalSignals {
    private static final String[] NAMES = {"INT", "HUP"};

    private TerminalSignals() {}

    /// Begins to disregard them: in a thread of its own, beside the rest of the start.
    ///
    /// @return a thread, which ends when that is done
    static Thread disregard() {
        return Threads.start("concurrent-futures-signals", /* daemon= */ true, TerminalSignals::handleAll);
    }

    /// By reflection, since the compiler warns of these classes, which have no successor, and the warning can not be
    /// suppressed. The lambda is made by hand, since a [java.lang.reflect.Proxy] takes a JVM that starts ten times as
    /// long.
    private static void handleAll() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodType takesSignal = MethodType.methodType(void.class, signal);
            MethodHandle nothing = lookup.findStatic(
                    TerminalSignals.class, "doNothing", MethodType.methodType(void.class, Object.class));
            Object doNothing = LambdaMetafactory.metafactory(
                            lookup, "handle", MethodType.methodType(handler), takesSignal, nothing, takesSignal)
                    .getTarget()
                    .invoke();
            for (String name : NAMES) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), doNothing);
            }
        } catch (Throwable e) {
            // A JVM without these classes, or one that leaves signals alone (-Xrs): it ends by them.
            return;
        }
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // found by its name, and called with the signal
    private static void doNothing(Object signal) {}
}
