package concurrent.futures.dashboard.internal.serve;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.dashboard.internal.collect.PlatformThreads;
import concurrent.futures.dashboard.internal.collect.ShownText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a worker is doing, call by call.
///
/// A worker process is asked by the JDK's own `jcmd`, which gets an answer also where a task does not end, and with
/// which nothing listens anywhere before somebody asks.
final class ThreadDump {
    private static final int MOST_BYTES = 1 << 20;
    private static final long MOST_SECONDS = 20;

    private static final String GONE = "The worker has ended meanwhile.\n";

    /// Each costs a JVM.
    private final Semaphore one = new Semaphore(1);

    /// Asks a worker.
    ///
    /// @param subject whose worker
    /// @param executor the same
    /// @param worker its name, as it is shown
    Answer of(Subject subject, Executor executor, String worker) {
        if (executor instanceof ProcessPoolExecutor pool) {
            Optional<WorkerInfo> process = pool.workers().stream()
                    .filter(info -> ShownText.line(info.name()).equals(worker))
                    .findAny();
            return process.map(info -> ofProcess(info.pid())).orElseGet(() -> Answer.text(404, GONE));
        }
        long pid = subject.pid(worker);
        if (pid != 0) {
            return elsewhere(worker, pid);
        }
        // Another pool may have threads of the same names.
        Stream<Thread> threads =
                executor instanceof ThreadPoolExecutor pool ? pool.threads().stream() : PlatformThreads.all();
        return threads.filter(thread -> ShownText.line(thread.getName()).equals(worker))
                .findAny()
                .map(ThreadDump::ofThread)
                .orElseGet(() -> Answer.text(404, "There is no thread of that name any more.\n"));
    }

    /// Of a cluster: whose number the process has, here, nobody knows.
    private static Answer elsewhere(String worker, long pid) {
        return Answer.text(
                501,
                worker + " is process " + pid + " of the machine where its agent runs."
                        + " There, this shows what it does:\n\n    jcmd " + pid + " Thread.print\n");
    }

    private static Answer ofThread(Thread thread) {
        StringBuilder text = new StringBuilder();
        text.append('"').append(thread.getName()).append("\" ").append(thread.getState());
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        return Answer.text(200, text.append('\n').toString());
    }

    private Answer ofProcess(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", File.separatorChar == '\\' ? "jcmd.exe" : "jcmd");
        if (!Files.isExecutable(jcmd)) {
            return Answer.text(501, "This Java has no " + jcmd + ", by which a worker can be asked: it needs a JDK.\n");
        }
        if (!one.tryAcquire()) {
            return Answer.text(429, "Another worker is being asked: try again.\n");
        }
        try {
            return run(jcmd, pid);
        } catch (IOException e) {
            return Answer.text(500, jcmd + " could not be run: " + e + "\n");
        } finally {
            one.release();
        }
    }

    private static Answer run(Path jcmd, long pid) throws IOException {
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "Thread.print")
                .redirectErrorStream(true)
                .start();
        // Who reads is woken by the end of the program, which comes in any case.
        Thread limit = Thread.ofVirtual().start(() -> endInTime(process));
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            if (text.contains("Full thread dump")) {
                return Answer.text(200, taskFirst(text));
            }
            boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Answer.text(502, text) : Answer.text(404, GONE);
        } finally {
            process.destroyForcibly();
            limit.interrupt();
        }
    }

    /// The thread that runs the tasks comes first; it is called `main`, as in any program.
    static String taskFirst(String dump) {
        int start = dump.indexOf("\n\"main\" ") + 1;
        int end = dump.indexOf("\n\n", start) + 1;
        if (start == 0 || end == 0) {
            return dump;
        }
        return dump.substring(start, end) + "\n" + dump.substring(0, start) + dump.substring(end + 1);
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly(); // All is read.
        }
    }
}
