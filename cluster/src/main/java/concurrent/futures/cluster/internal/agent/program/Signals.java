package concurrent.futures.cluster.internal.agent.program;

import concurrent.futures.internal.Guard;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/// The signals by which a process is told to end. The JVM's own way, shutdown hooks, comes too late for an agent: with
/// the hooks, the process pools end.
final class Signals {
    private Signals() {}

    /// Has SIGTERM and SIGINT do something else than end the JVM.
    ///
    /// The JDK has no other way to them than a class that the compiler warns of, so it is called by reflection.
    ///
    /// @param action at each of them
    /// @return `false` if this JVM leaves signals alone
    static boolean handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "a handler of signals";
            };
            Object proxy = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler);
            for (String name : new String[] {"TERM", "INT"}) {
                Object one = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handlerType).invoke(null, one, proxy);
            }
            return true;
        } catch (ReflectiveOperationException | LinkageError e) {
            Guard.log(System.Logger.Level.WARNING, "this JVM leaves signals alone: the agent does not drain", e);
            return false;
        }
    }
}
