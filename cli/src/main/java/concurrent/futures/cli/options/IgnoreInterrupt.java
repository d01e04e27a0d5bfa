package concurrent.futures.cli.options;

import concurrent.futures.Action;

/// Lets a worker process ignore Ctrl-C, which a terminal sends to all processes of a command: the command itself
/// decides
/// what becomes of its workers.
final class IgnoreInterrupt implements Action {
    private static final long serialVersionUID = 1;

    /// By reflection, since the compiler warns of this class, which has no successor, and the warning can not be
    /// suppressed.
    @Override
    public void run() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler)
                    .invoke(null, interrupt, handler.getField("SIG_IGN").get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A JVM without it: a worker then ends at Ctrl-C by itself.
        }
    }
}
