package concurrent.futures.internal;

/// Runs foreign code whose failure must hurt nobody, and logs what it throws.
public final class Guard {
    private Guard() {}

    /// Made when something is to be logged: that takes a JVM that starts a while.
    private static final class Log {
        static final System.Logger LOG = System.getLogger("concurrent.futures");
    }

    /// Runs a user's callback.
    ///
    /// @param what names it in the log
    /// @param foreign the user's code
    public static void run(String what, Runnable foreign) {
        try {
            foreign.run();
        } catch (Throwable e) {
            log(System.Logger.Level.ERROR, "exception in a " + what, e);
        }
    }

    /// Logs what went wrong where nobody can be told otherwise.
    ///
    /// @param level how bad it is
    /// @param message what happened
    /// @param exception what was thrown
    public static void log(System.Logger.Level level, String message, Throwable exception) {
        try {
            Log.LOG.log(level, message, exception);
        } catch (Throwable ofTheHandler) {
            // Log handlers are foreign code too.
            if (ofTheHandler != exception) {
                exception.addSuppressed(ofTheHandler);
            }
            tellThread(exception);
        }
    }

    private static void tellThread(Throwable exception) {
        Thread current = Thread.currentThread();
        try {
            current.getUncaughtExceptionHandler().uncaughtException(current, exception);
        } catch (Throwable ofTheLastOneToTell) {
            return;
        }
    }
}
