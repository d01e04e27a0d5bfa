package concurrent.futures.internal.process.launch.death;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names of the signals that end processes.
final class Signals {
    private static final int FROM_SIGNAL = 128;

    private static final List<String> LINUX = List.of(
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGBUS",
            "SIGFPE",
            "SIGKILL",
            "SIGUSR1",
            "SIGSEGV",
            "SIGUSR2",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGSTKFLT",
            "SIGCHLD",
            "SIGCONT",
            "SIGSTOP",
            "SIGTSTP",
            "SIGTTIN",
            "SIGTTOU",
            "SIGURG",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGIO",
            "SIGPWR",
            "SIGSYS");

    private static final List<String> BSD = List.of(
            "SIGHUP",
            "SIGINT",
            "SIGQUIT",
            "SIGILL",
            "SIGTRAP",
            "SIGABRT",
            "SIGEMT",
            "SIGFPE",
            "SIGKILL",
            "SIGBUS",
            "SIGSEGV",
            "SIGSYS",
            "SIGPIPE",
            "SIGALRM",
            "SIGTERM",
            "SIGURG",
            "SIGSTOP",
            "SIGTSTP",
            "SIGCONT",
            "SIGCHLD",
            "SIGTTIN",
            "SIGTTOU",
            "SIGIO",
            "SIGXCPU",
            "SIGXFSZ",
            "SIGVTALRM",
            "SIGPROF",
            "SIGWINCH",
            "SIGINFO",
            "SIGUSR1",
            "SIGUSR2");

    private Signals() {}

    /// Names the signal that an exit code stands for.
    ///
    /// @param exitCode as [Process#exitValue] reports it: 128 + n for signal n
    /// @return such as `SIGKILL`, or `null`
    static @Nullable String ofExitCode(int exitCode) {
        String system = System.getProperty("os.name", "");
        if (system.startsWith("Windows")) {
            return null;
        }
        List<String> names = system.startsWith("Linux") ? LINUX : BSD;
        int number = exitCode - FROM_SIGNAL;
        return number >= 1 && number <= names.size() ? names.get(number - 1) : null;
    }
}
