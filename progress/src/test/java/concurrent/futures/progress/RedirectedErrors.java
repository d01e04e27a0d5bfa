package concurrent.futures.progress;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ThreadPoolExecutor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program whose `System.err` is a log, which it shows at its end, while its standard error is a terminal.
public final class RedirectedErrors {
    static final int TASKS = 30;

    private RedirectedErrors() {}

    /// Runs it.
    ///
    /// @param args none
    public static void main(String[] args) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, /* autoFlush= */ true, StandardCharsets.UTF_8));
        try (Executor executor = new ThreadPoolExecutor(2)) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                futures.add(executor.submit(() -> log(number)));
            }
            Futures.progress(futures, "log").forEach(Future::result);
        }
        log.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replace("\033", "ESC"))
                .sorted()
                .forEach(System.out::println);
    }

    private static int log(int number) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(40));
        System.err.println("line " + number);
        return number;
    }
}
