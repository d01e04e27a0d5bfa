package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.ResidentMemory;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.launch.death.Autopsy;
import concurrent.futures.internal.process.launch.death.CrashReport;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.launch.death.KernelKills;
import concurrent.futures.internal.process.launch.output.Forwarding;
import concurrent.futures.internal.process.launch.output.LastLines;
import concurrent.futures.internal.process.launch.output.OutputPump;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A worker process from its start to its death.
///
/// Three daemon threads belong to it: one for each of its output streams, and one that waits for its end. No method
/// blocks, but those that say so.
public final class WorkerProcess {
    /// How long the last output of a dead worker is waited for. What its own pipes still hold is read in an instant;
    /// but who takes the lines may be slow.
    private static final Duration LAST_OUTPUT = Duration.ofMillis(500);

    private final String name;
    private final Process process;
    private final Path directory;
    private final KernelKills killsAtStart;
    private final boolean fromCache;
    private final LastLines errorLines = new LastLines();

    /// Where the JVM announces a fatal error: always on standard output.
    private final LastLines fatalLines = new LastLines();

    private final OutputPump output;
    private final OutputPump error;
    private final CountDownLatch dead = new CountDownLatch(1);
    private final List<Consumer<? super Death>> actions = new ArrayList<>();

    /// To be run at the end; `null` from then on. Guarded by the lock of the actions.
    private @Nullable List<Runnable> endings = new ArrayList<>();

    private volatile @Nullable String ourReason;
    private volatile @Nullable String lastWords;
    private volatile List<StackTraceElement> exitStack = List.of();

    /// Set once, under the lock of the actions.
    private volatile @Nullable Death death;

    WorkerProcess(
            String name,
            Process process,
            Path directory,
            Forwarding forwarding,
            KernelKills killsAtStart,
            boolean fromCache) {
        this.fromCache = fromCache;
        this.name = name;
        this.process = process;
        this.directory = directory;
        this.killsAtStart = killsAtStart;
        long pid = process.pid();
        output = new OutputPump(name + "-stdout", process, 1, process.getInputStream(), new Consumer<>() {
            @Override
            public void accept(String line) {
                if (line.startsWith("#")) {
                    fatalLines.add(line);
                }
                forwarding.outputLine(pid, line);
            }
        });
        error = new OutputPump(name + "-stderr", process, 2, process.getErrorStream(), new Consumer<>() {
            @Override
            public void accept(String line) {
                errorLines.add(line);
                forwarding.errorLine(pid, line);
            }
        });
        Threads.start(
                name + "-exit",
                /* daemon= */ true,
                new Runnable() {
                    @Override
                    public void run() {
                        watch();
                    }
                });
    }

    /// The process id.
    ///
    /// @return the process id
    public long pid() {
        return process.pid();
    }

    /// The worker's name.
    ///
    /// @return as given to [Launcher#start]
    public String name() {
        return name;
    }

    /// Whether it was started with a startup cache.
    boolean isFromCache() {
        return fromCache;
    }

    /// Whether the process exists.
    ///
    /// @return false once it has ended
    public boolean isAlive() {
        return process.isAlive();
    }

    /// How much physical memory the process uses now.
    ///
    /// @return bytes; 0 where the system does not tell
    public long residentBytes() {
        return ResidentMemory.ofProcess(Long.toString(pid()));
    }

    /// How much time of processors the process has used.
    ///
    /// @return zero where the system does not tell
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// The last lines that it wrote to standard error so far.
    ///
    /// @return the lines, oldest first, 50 at most
    public List<String> lastErrorLines() {
        return errorLines.get();
    }

    /// Notes what the worker itself said about its end, for the report of its death.
    ///
    /// @param reason one sentence, such as `it was told to end`
    public void noteReason(String reason) {
        lastWords = reason;
    }

    /// Notes that the worker said which code in it called `System.exit`, for the report of its death.
    ///
    /// @param caller such as `the task`
    /// @param stack of the call, its own frame first; empty if it is not known
    public void noteExit(String caller, List<StackTraceElement> stack) {
        exitStack = List.copyOf(stack);
        String call = stack.isEmpty() ? "System.exit" : Death.brief(stack.getFirst());
        lastWords = caller + " called " + call + (stack.size() < 2 ? "" : " at " + stack.get(1));
    }

    /// Asks the process to end (SIGTERM).
    ///
    /// @param reason why, in one sentence for the report of its death
    public void terminate(String reason) {
        signal(reason, /* kill= */ false);
    }

    /// Kills the process (SIGKILL), also one that is stopped.
    ///
    /// @param reason why, in one sentence for the report of its death
    public void kill(String reason) {
        signal(reason, /* kill= */ true);
    }

    /// Runs something as soon as the process has ended, before it is known how, and what it has printed has been read;
    /// at once, in the caller, if that is so already.
    ///
    /// Runs in the thread that watches the process; exceptions are logged.
    ///
    /// @param ending is to be quick
    public void onEnd(Runnable ending) {
        synchronized (actions) {
            if (endings != null) {
                endings.add(ending);
                return;
            }
        }
        run(ending);
    }

    /// Runs something once the process has ended and its death is known; at once, in the caller, if that is so already.
    ///
    /// Runs in the thread that watches the process; exceptions are logged.
    ///
    /// @param action takes the death
    public void onDeath(Consumer<? super Death> action) {
        Death known;
        synchronized (actions) {
            known = death;
            if (known == null) {
                actions.add(action);
                return;
            }
        }
        tell(action, known);
    }

    /// Waits until the process has ended and all that it printed has been forwarded (for that, not for ever). An
    /// interrupt does not end the wait; the flag is set again after it.
    ///
    /// @return how it died
    public Death awaitDeath() {
        while (true) {
            Death known = awaitDeath(Duration.ofDays(1));
            if (known != null) {
                return known;
            }
        }
    }

    /// Like [#awaitDeath()], for at most some time.
    ///
    /// @param timeout how long to wait
    /// @return how it died, or `null` if it lives
    public @Nullable Death awaitDeath(Duration timeout) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (true) {
                try {
                    boolean ended = dead.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return ended ? death : null;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// The worker's name and process id.
    @Override
    public String toString() {
        return name + " (pid " + pid() + ")";
    }

    private void signal(String reason, boolean kill) {
        if (!process.isAlive()) {
            return;
        }
        ourReason = reason;
        // Not by the Process itself: that would close the streams, and with them lose what the worker says at its end.
        ProcessHandle handle = process.toHandle();
        if (kill) {
            handle.destroyForcibly();
        } else {
            handle.destroy();
        }
    }

    /// Others wait for the death to be known. So it is told, whatever memory there is.
    private void watch() {
        int exitCode = awaitExit();
        tellEnd();
        try {
            awaitOutput();
        } catch (OutOfMemoryError e) {
            error.abandon();
            output.abandon();
        }
        while (true) {
            try {
                publish(examine(exitCode));
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pause();
            }
        }
    }

    private void awaitOutput() {
        long deadline = System.nanoTime() + LAST_OUTPUT.toNanos();
        error.processEnded();
        output.processEnded();
        for (OutputPump pump : List.of(error, output)) {
            if (!pump.awaitEnd(deadline)) {
                pump.abandon();
            }
        }
    }

    /// Where there is no memory to find out more, it is known that it died.
    private Death examine(int exitCode) {
        try {
            return examineAll(exitCode);
        } catch (OutOfMemoryError | LinkageError e) {
            Perseverance.pause();
            return new Death(
                    name,
                    pid(),
                    exitCode,
                    /* signal= */ null,
                    /* expected= */ ourReason != null,
                    "unknown, since there was no memory in the parent to look for it",
                    List.of(),
                    /* crashReport= */ null,
                    List.of());
        }
    }

    private int awaitExit() {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread, and it has a process to bury.
            }
        }
    }

    private Death examineAll(int exitCode) {
        List<String> lines = errorLines.get();
        List<String> fatal = fatalLines.get();
        CrashReport report = CrashReport.take(directory, pid(), fatal);
        Autopsy autopsy = new Autopsy(exitCode, ourReason, lastWords, lines, fatal, report, killsAtStart);
        return new Death(
                name,
                pid(),
                exitCode,
                autopsy.signal(),
                autopsy.isOurs(),
                autopsy.cause(),
                lines,
                report == null ? null : report.file(),
                exitStack);
    }

    private void publish(Death known) {
        synchronized (actions) {
            death = known;
        }
        dead.countDown();
        // Nobody adds any more. Somebody may wait for what they do.
        for (int i = 0; i < actions.size(); i++) {
            tell(actions.get(i), known);
        }
    }

    private void tellEnd() {
        List<Runnable> all;
        synchronized (actions) {
            all = endings == null ? List.of() : endings;
            endings = null;
        }
        for (int i = 0; i < all.size(); i++) {
            run(all.get(i));
        }
    }

    private static void tell(Consumer<? super Death> action, Death known) {
        run(new Runnable() {
            @Override
            public void run() {
                action.accept(known);
            }
        });
    }

    private static void run(Runnable action) {
        while (true) {
            try {
                action.run();
                return;
            } catch (Throwable e) {
                if (!Perseverance.isShortage(e)) {
                    Guard.log(System.Logger.Level.ERROR, "exception in a worker's death", e);
                    return;
                }
                Perseverance.pause();
            }
        }
    }
}
