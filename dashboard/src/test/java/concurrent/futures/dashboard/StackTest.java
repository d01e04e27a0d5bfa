package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.WorkerStarted;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Whose stack is shown.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StackTest {
    private static Executor mill() {
        return ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .threadNamePrefix("mill")
                .build();
    }

    private static Dashboard serve(Executor... executors) {
        return Dashboard.builder().port(0).announcement(line -> {}).serve(executors);
    }

    private static String stack(Browserless browser, int executor) {
        return browser.method("POST", "/api/threads?executor=" + executor + "&worker=mill-0", "X-Dashboard", "1")
                .body();
    }

    private static void first(CountDownLatch begun, CountDownLatch gate) throws InterruptedException {
        begun.countDown();
        gate.await();
    }

    private static void second(CountDownLatch begun, CountDownLatch gate) throws InterruptedException {
        begun.countDown();
        gate.await();
    }

    @Test
    void ofTwoPoolsOfOneNameEachShowsItsOwn() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor one = mill();
                Executor other = mill();
                Executor idle = mill();
                Dashboard dashboard = serve(one, other, idle);
                Browserless browser = new Browserless(dashboard)) {
            one.submit(() -> {
                first(begun, gate);
                return null;
            });
            other.submit(() -> {
                second(begun, gate);
                return null;
            });
            begun.await();
            String ofOne = stack(browser, 0);
            String ofOther = stack(browser, 1);
            String ofIdle = stack(browser, 2);
            gate.countDown();
            assertTrue(ofOne.contains("StackTest.first") && !ofOne.contains("StackTest.second"), ofOne);
            assertTrue(ofOther.contains("StackTest.second") && !ofOther.contains("StackTest.first"), ofOther);
            assertFalse(ofIdle.contains("StackTest"), ofIdle);
        }
    }

    @Test
    void aViewIsShownAsTheExecutorThatItIsAViewOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = mill();
                Dashboard dashboard = serve(executor.with(TaskOptions.defaults().withName("seen")), executor);
                Browserless browser = new Browserless(dashboard)) {
            executor.submit(() -> {
                first(begun, gate);
                return null;
            });
            begun.await();
            String stack = stack(browser, 0);
            gate.countDown();
            assertTrue(stack.contains("StackTest.first"), stack);
            State state = State.of(dashboard);
            assertEquals("ThreadPoolExecutor", state.executor().get("kind"));
            assertEquals(1, ((List<?>) state.all().get("executors")).size(), "it is shown once");
        }
    }

    /// As those of a cluster are.
    @Test
    void whereAProcessOfAnotherMachineIsAskedIsSaid() throws Exception {
        try (Executor cluster = withWorker(mill(), "north-worker-1", /* pid= */ 4711);
                Dashboard dashboard = serve(cluster);
                Browserless browser = new Browserless(dashboard)) {
            HttpResponse<String> answer =
                    browser.method("POST", "/api/threads?executor=0&worker=north-worker-1", "X-Dashboard", "1");
            assertEquals(501, answer.statusCode());
            assertTrue(answer.body().contains("jcmd 4711 Thread.print"), answer.body());
        }
    }

    private static Executor withWorker(Executor executor, String worker, long pid) {
        InvocationHandler handler = (_, method, arguments) -> {
            if (method.getName().equals("addListener")) {
                ((ExecutorListener) arguments[0])
                        .onEvent(new WorkerStarted(executor.toString(), System.nanoTime(), worker, pid));
            }
            return method.invoke(executor, arguments);
        };
        return (Executor)
                Proxy.newProxyInstance(StackTest.class.getClassLoader(), new Class<?>[] {Executor.class}, handler);
    }
}
