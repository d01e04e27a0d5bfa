package concurrent.futures.internal.process.worker;

/// Lets the worker outlive what a terminal sends to all processes of a command: SIGINT for Ctrl-C, SIGHUP when it is
/// closed. The parent gets them too, and decides what becomes of its workers.
///
/// They are handled, by nothing, rather than ignored: a program that a task starts would inherit that it is to ignore
/// them.
final class TerminalSignals {
    private static final String SINK = "concurrent.futures.internal.process.worker.SignalSink";

    private TerminalSignals() {}

    /// Begins to disregard them.
    static void disregard() {
        try {
            Class.forName(SINK);
        } catch (ClassNotFoundException | LinkageError e) {
            // A JVM without these classes, or one that leaves signals alone (-Xrs): it ends by them.
            return;
        }
    }
}
