package concurrent.futures.cli.demo;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.cli.options.Meters;
import concurrent.futures.cli.session.Session;
import concurrent.futures.dashboard.Dashboard;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Work on the inputs of the demo, round after round, for a dashboard to show: on processes, on threads and on virtual
/// threads, with failures, crashes, time limits and cancels.
final class LiveWork {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int TINY_TASKS = 400;
    private static final int ROUNDS_WITHOUT_DEATH = 3;

    private final DemoInputs inputs;
    private final Session session;
    private final CountDownLatch enough = new CountDownLatch(1);

    LiveWork(DemoInputs inputs, Session session) {
        this.inputs = inputs;
        this.session = session;
    }

    /// Works until somebody presses Enter, or the time is over.
    ///
    /// @param time how long; `null` for no limit
    /// @param actions whether the page can cancel tasks, resize pools and shut executors down
    void show(@Nullable Duration time, boolean actions) {
        int processors = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        try (ProcessPoolExecutor processes = ProcessPoolExecutor.builder()
                        .maxWorkers(processors)
                        .workerOutput((pid, line) -> session.note("worker " + pid + ": " + line))
                        .build();
                Executor threads = new ThreadPoolExecutor(2 * processors);
                Executor virtual = ThreadPoolExecutor.virtual();
                Meters meters = new Meters();
                Dashboard dashboard = Dashboard.builder()
                        .title("futures demo")
                        .announcement(session::println)
                        .actions(actions)
                        .metrics(meters::scrape)
                        .serve()) {
            for (Executor executor : List.of(processes, threads, virtual)) {
                dashboard.add(executor);
                meters.add(executor);
            }
            Runnable stop = () -> stop(processes, threads, virtual);
            session.onInterrupt(stop);
            session.println("Work goes on "
                    + (time == null
                            ? "until you press Enter."
                            : "for " + seconds(time) + " s, or until you press Enter."));
            Thread.ofPlatform().daemon().name("futures-enter").start(() -> awaitEnter(time));
            Thread worker = Thread.ofPlatform().name("futures-rounds").start(() -> work(processes, threads, virtual));
            await(time);
            stop(processes, threads, virtual);
            join(worker);
            session.forget(stop);
        }
    }

    private static long seconds(Duration time) {
        return Math.max(1, time.toSeconds());
    }

    private void stop(Executor... executors) {
        enough.countDown();
        for (Executor executor : executors) {
            executor.shutdownNow();
        }
    }

    /// Without a time, the end of the input is one, too: nobody could ever press Enter.
    private void awaitEnter(@Nullable Duration time) {
        try {
            int read = session.in().read();
            while (read >= 0 && read != '\n' && read != '\r') {
                read = session.in().read();
            }
            if (read < 0 && time != null) {
                return;
            }
        } catch (IOException e) {
            session.note("standard input: " + e.getMessage());
        }
        enough.countDown();
    }

    private void await(@Nullable Duration time) {
        try {
            if (time == null) {
                enough.await();
            } else if (!enough.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                enough.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // --- the work

    private void work(Executor processes, Executor threads, Executor virtual) {
        for (int round = 0; enough.getCount() > 0; round++) {
            int number = round;
            List<Future<?>> all = new ArrayList<>();
            submit(() -> onProcesses(processes, number, all));
            submit(() -> onThreads(threads, all));
            submit(() -> onVirtualThreads(virtual, all));
            if (all.isEmpty()) {
                await(/* time= */ null);
            }
            all.forEach(LiveWork::awaitEnd);
        }
    }

    private static void submit(Runnable round) {
        try {
            round.run();
        } catch (RejectedExecutionException e) {
            // The demo has ended in the middle of a round, or somebody has shut this executor down on the page.
        }
    }

    private static <T> void awaitEnd(Future<T> future) {
        Futures.waitFor(List.of(future));
    }

    private static Executor named(Executor executor, String name) {
        return executor.with(TaskOptions.defaults().withName(name));
    }

    private void onProcesses(Executor processes, int round, List<Future<?>> all) {
        Executor hash = named(processes, "hash file");
        for (String file : inputs.files()) {
            all.add(hash.submit(() -> Chores.hash(file)));
        }
        Executor prime = named(processes, "next prime");
        for (int number = 0; number < 40; number++) {
            int seed = 100 * round + number;
            all.add(prime.submit(() -> Chores.nextPrime(seed)));
        }
        all.add(named(processes, "sort numbers").submit(() -> Chores.sort(60)));
        Executor parse = named(processes, "parse line");
        for (String line : List.of("1 2 3", "4 5 six", "7 8 9", "10 11 12", "<b>13</b>")) {
            all.add(parse.submit(() -> Chores.parse(line)));
        }
        all.add(named(processes, "render picture").submit(() -> Chores.render(16)));
        all.add(processes
                .with(TaskOptions.defaults().withName("endless search").withTimeout(PATIENCE))
                .submit(() -> Chores.search()));
        if (round % ROUNDS_WITHOUT_DEATH == 1) {
            all.add(processes
                    .with(TaskOptions.defaults().withName("decode video").withRetries(1))
                    .submit(() -> Chores.decode()));
        }
        Future<?> unwanted = prime.submit(() -> Chores.nextPrime(-1));
        unwanted.cancel(/* mayInterruptIfRunning= */ true);
        all.add(unwanted);
    }

    private void onThreads(Executor threads, List<Future<?>> all) {
        Executor query = named(threads, "query orders");
        for (String database : inputs.databases()) {
            for (int time = 0; time < 8; time++) {
                all.add(query.submit(() -> Chores.revenue(database)));
            }
        }
        Executor tiny = named(threads, "tiny");
        for (int number = 0; number < TINY_TASKS; number++) {
            int value = number;
            all.add(tiny.submit(() -> value * value));
        }
    }

    private void onVirtualThreads(Executor virtual, List<Future<?>> all) {
        DemoServer server = inputs.server();
        Executor fetch = named(virtual, "fetch page");
        for (int number = 0; number < 12; number++) {
            String page = server.page((number % 3 == 0 ? "/fast/" : number == 7 ? "/failing/" : "/slow/") + number);
            all.add(fetch.submit(() -> Chores.fetch(page)));
        }
    }
}
