package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Task;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.shipping.Compiled;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tasks of classes that only class loaders of the parent know.
@ExtendWith(NothingLeftBehind.class)
@Timeout(40)
class ShippedClassesTest {
    @TempDir
    Path folder;

    /// A task whose result is of a class of the same loader.
    private Path versioned(String version) throws IOException {
        return Compiled.to(folder.resolve(version), List.of(), """
                package shipped;
                public class Job implements concurrent.futures.Task<Object> {
                    public record Answer(String version, int[] numbers) implements java.io.Serializable {}
                    public Object call() {
                        concurrent.futures.TaskFunction<Integer, Answer> made = n -> new Answer("%s", new int[] {n});
                        try {
                            return new Object[] {made.apply(1)};
                        } catch (Exception e) {
                            return e;
                        }
                    }
                    @Override
                    public String toString() {
                        return "%s";
                    }
                }
                """.formatted(version, version));
    }

    @SuppressWarnings("unchecked")
    private static Task<Object> task(ClassLoader loader, String name) throws ReflectiveOperationException {
        return Compiled.make(loader, name, Task.class);
    }

    @Test
    void versionsOfAClassAreNotConfusedThereNorBack() throws Exception {
        try (URLClassLoader one = Compiled.loader(versioned("one"), getClass().getClassLoader());
                URLClassLoader two =
                        Compiled.loader(versioned("two"), getClass().getClassLoader());
                ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            List<Future<Object>> futures = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                futures.add(pool.submit(task(i % 2 == 0 ? one : two, "shipped.Job")));
            }
            for (int i = 0; i < 20; i++) {
                Object answer = ((Object[]) futures.get(i).result())[0];
                assertSame(i % 2 == 0 ? one : two, answer.getClass().getClassLoader());
                assertTrue(answer.toString().contains(i % 2 == 0 ? "version=one" : "version=two"), answer::toString);
            }
            // Both in one task, as captured objects of a lambda.
            Object first = task(one, "shipped.Job");
            Object second = task(two, "shipped.Job");
            assertEquals("onetwo", pool.submit(() -> first.toString() + second).result());
        }
    }

    @Test
    void classesOfEveryKindAreShipped() throws Exception {
        Path above = Compiled.to(folder.resolve("above"), List.of(), """
                package above;
                public abstract class Base implements java.io.Serializable {
                    protected final String name = "base";
                }
                """);
        Path job = Compiled.to(folder.resolve("job"), List.of(above), """
                package job;
                import java.util.*;
                import java.util.function.*;
                public class All extends above.Base implements concurrent.futures.Task<Object> {
                    enum Color { RED { int value() { return 1; } }, BLUE { int value() { return 2; } }; abstract int value(); }
                    sealed interface Shape permits Circle, Square {}
                    record Circle(int r) implements Shape {}
                    record Square(int a) implements Shape {}
                    interface Constants { Function<Integer, Integer> TWICE = n -> 2 * n; }
                    @interface Mark {}
                    @Mark class Inner { String outer() { return All.this.name; } }
                    static int area(Shape shape) {
                        return switch (shape) { case Circle c -> 3 * c.r * c.r; case Square s -> s.a * s.a; };
                    }
                    public Object call() throws Exception {
                        class Local { int n = 7; }
                        Supplier<Integer> anonymous = new Supplier<>() { public Integer get() { return 8; } };
                        return List.of(new Inner().outer(), Color.BLUE.value(), area(new Circle(1)) + area(new Square(2)),
                            Constants.TWICE.apply(3), new Local().n, anonymous.get(), Color.valueOf("RED").value(),
                            All.class.getPackageName(), new Circle(5).toString(),
                            All.class.getProtectionDomain().getCodeSource() != null).toString();
                    }
                }
                """);
        try (URLClassLoader lower = Compiled.loader(above, getClass().getClassLoader());
                URLClassLoader upper = Compiled.loader(job, lower);
                ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            assertEquals(
                    "[base, 2, 7, 6, 7, 8, 1, job, Circle[r=5], true]",
                    pool.submit(task(upper, "job.All")).result());
        }
    }

    @Test
    void theVersionOfTheParentsLoaderWinsOverTheOneOnTheWorkersClassPath() throws Exception {
        Path own = Compiled.to(folder.resolve("own"), List.of(), """
                package concurrent.futures.internal.process.pool;
                public class Signs {
                    public static class Job implements concurrent.futures.Task<String> {
                        public String call() { return who(); }
                    }
                    public static String who() { return "own"; }
                }
                """);
        ClassLoader childFirst = new Compiled.ChildFirst(own, getClass().getClassLoader(), true);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            assertEquals(
                    "own",
                    pool.submit(task(childFirst, Signs.class.getName() + "$Job"))
                            .result());
            assertEquals(true, pool.submit(() -> Signs.pid() > 0).result(), "the one of the class path is still there");
        }
    }

    @Test
    void theContextClassLoaderIsTheOneOfWhoSubmits() throws Exception {
        Path files = versioned("one");
        Files.writeString(files.resolve("text.txt"), "hello");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = Compiled.loader(files, getClass().getClassLoader())) {
            thread.setContextClassLoader(loader);
            try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                    .maxWorkers(1)
                    .initializer(() -> System.setProperty("seen", ContextProbe.read("text.txt")))
                    .build()) {
                assertEquals(
                        "hellohello",
                        pool.submit(() -> ContextProbe.read("text.txt") + System.getProperty("seen"))
                                .result());
                TaskFunction<String, String> name =
                        text -> Class.forName(text, true, Thread.currentThread().getContextClassLoader())
                                .getConstructor()
                                .newInstance()
                                .toString();
                assertEquals(
                        List.of("one"), pool.map(name, List.of("shipped.Job")).toList());
                thread.setContextClassLoader(before);
                assertThrows(
                        NullPointerException.class,
                        () -> pool.submit(() -> ContextProbe.read("text.txt")).result());
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /// A loader that waits before it finds the class `late.Late`.
    private final class Slow extends URLClassLoader {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);

        Slow() throws IOException {
            super(new URL[] {late().toUri().toURL()}, ShippedClassesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals("late.Late")) {
                asked.countDown();
                boolean interrupted = false;
                while (released.getCount() > 0) {
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return super.findClass(name);
        }
    }

    private Path late() throws IOException {
        return Compiled.to(folder.resolve("late"), List.of(), """
                package late;
                public class Late implements java.util.function.Supplier<String> {
                    public String get() { return "late"; }
                }
                """, """
                package late;
                public class Needs implements concurrent.futures.Task<Object> {
                    public Object call() { return new Late().get() + ProcessHandle.current().pid(); }
                }
                """, """
                package late;
                public class Background implements concurrent.futures.Task<Object> {
                    public Object call() {
                        String sign = System.getenv("SIGN");
                        Thread.ofPlatform().daemon().start(() -> {
                            concurrent.futures.internal.process.pool.Signs.spinUntil(sign + "-go");
                            concurrent.futures.internal.process.pool.Signs.leave(sign, new Late().get());
                        });
                        return "begun";
                    }
                }
                """, """
                package late;
                public class AtTheEnd implements concurrent.futures.Task<Object> {
                    public Object call() {
                        String sign = System.getenv("SIGN");
                        Runtime.getRuntime().addShutdownHook(new Thread(
                                () -> concurrent.futures.internal.process.pool.Signs.leave(sign, new Late().get())));
                        return "begun";
                    }
                }
                """);
    }

    @Test
    void aLoaderThatBlocksHoldsUpOnlyTheTaskThatNeedsIt() throws Exception {
        try (Slow slow = new Slow()) {
            ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                    .maxWorkers(1)
                    .cancelGrace(Duration.ofMillis(50))
                    .build();
            try (pool) {
                Task<Object> task = task(slow, "late.Needs");
                Future<Object> stuck = pool.submit(task);
                slow.asked.await();
                assertTrue(stuck.cancel(true));
                assertEquals(42, pool.submit(() -> 42).result(), "in another worker");
                pool.submit(task);
                pool.shutdownNow();
            } finally {
                slow.released.countDown();
            }
        }
    }

    @Test
    void aTaskThatIsInterruptedWhileItsClassIsFetchedPoisonsNothing() throws Exception {
        try (Slow slow = new Slow();
                ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                        .maxWorkers(1)
                        .cancelGrace(Duration.ofMinutes(5))
                        .build()) {
            long pid = pool.submit(() -> Signs.pid()).result();
            Future<Object> cancelled = pool.submit(task(slow, "late.Needs"));
            slow.asked.await();
            assertTrue(cancelled.cancel(true));
            slow.released.countDown();
            assertEquals("late" + pid, pool.submit(task(slow, "late.Needs")).result());
        }
    }

    @Test
    void aThreadThatATaskLeftBehindMayAskForClasses() throws Exception {
        Path sign = folder.resolve("sign");
        try (Slow slow = new Slow();
                ProcessPoolExecutor pool = signing(sign)) {
            slow.released.countDown();
            assertEquals("begun", pool.submit(task(slow, "late.Background")).result());
            Signs.leave(sign + "-go", "go");
            Signs.await(sign);
            assertEquals(List.of("late"), Signs.read(sign));
        }
    }

    @Test
    void aShutdownHookMayAskForClasses() throws Exception {
        Path sign = folder.resolve("sign");
        try (Slow slow = new Slow()) {
            slow.released.countDown();
            try (ProcessPoolExecutor pool = signing(sign)) {
                assertEquals("begun", pool.submit(task(slow, "late.AtTheEnd")).result());
            }
            assertEquals(List.of("late"), Signs.read(sign));
        }
    }

    private static ProcessPoolExecutor signing(Path sign) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .environment(java.util.Map.of("SIGN", sign.toString()))
                .build();
    }

    @Test
    void aLoaderThatThrowsFailsTheTaskThatNeedsIt() throws Exception {
        Path files = versioned("one");
        try (URLClassLoader broken = new URLClassLoader(new URL[] {files.toUri().toURL()}) {
                    @Override
                    public URL findResource(String name) {
                        throw new IllegalStateException("out of order");
                    }

                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        try {
                            byte[] bytes = Files.readAllBytes(files.resolve(name.replace('.', '/') + ".class"));
                            return defineClass(name, bytes, 0, bytes.length);
                        } catch (IOException e) {
                            throw new ClassNotFoundException(name, e);
                        }
                    }
                };
                ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Task<Object> task = task(broken, "shipped.Job");
            var failure = assertThrows(
                    NotSerializableTaskException.class, () -> pool.submit(task).result());
            assertTrue(failure.getMessage().contains("shipped.Job"), failure::getMessage);
            assertTrue(failure.getMessage().contains("out of order"), failure::getMessage);
            assertEquals(1, pool.submit(() -> 1).result());
        }
    }

    @Test
    void loadersThatAreGoneAreForgottenInParentAndWorker() throws Exception {
        Path files = Compiled.to(folder.resolve("seen"), List.of(), """
                package seen;
                public class Job implements concurrent.futures.Task<Object> {
                    public Object call() { return getClass().getClassLoader(); }
                }
                """);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            WeakReference<ClassLoader> first = new WeakReference<>(useAndDrop(pool, files));
            while (first.get() != null) {
                System.gc();
                Thread.sleep(1);
            }
            // The next new loaders have the table look for what is gone; in the worker, its collector finds the rest.
            int alive;
            do {
                useAndDrop(pool, files);
                alive = pool.submit(() -> {
                            System.gc();
                            return ContextProbe.SEEN.getFirst().get() == null ? 0 : 1;
                        })
                        .result();
            } while (alive > 0);
        }
    }

    private static ClassLoader useAndDrop(ProcessPoolExecutor pool, Path files) throws Exception {
        try (URLClassLoader loader = Compiled.loader(files, ShippedClassesTest.class.getClassLoader())) {
            Task<Object> task = task(loader, "seen.Job");
            pool.submit(() -> {
                        ContextProbe.SEEN.add(new WeakReference<>((ClassLoader) task.call()));
                        return null;
                    })
                    .result();
            return loader;
        }
    }

    @Test
    void aClassThatIsMissingEverywhereIsNamed() throws Exception {
        Path one = versioned("one");
        try (URLClassLoader loader = Compiled.loader(one, getClass().getClassLoader());
                ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Task<Object> task = task(loader, "shipped.Job");
            Files.delete(one.resolve("shipped/Job.class"));
            var failure = assertThrows(
                    NotSerializableTaskException.class, () -> pool.submit(task).result());
            assertTrue(failure.getMessage().contains("does not give away the class file"), failure::getMessage);
            assertEquals(Set.of(1), Set.of(pool.submit(() -> 1).result()));
        }
    }
}
