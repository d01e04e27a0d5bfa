package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskFunction;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What can be handed to a task and come back: every form of function, every kind of value; shared, or a snapshot.
public abstract class ShippingContract extends Contract {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /// For subclasses.
    protected ShippingContract() {}

    record Point(int x, int y) implements Serializable {
        Point mirrored() {
            return new Point(y, x);
        }

        static Point parse(String text) {
            int comma = text.indexOf(',');
            return new Point(Integer.parseInt(text.substring(0, comma)), Integer.parseInt(text.substring(comma + 1)));
        }
    }

    /// A task of a class of its own.
    record Add(int a, int b) implements Callable<Integer>, Serializable {
        @Override
        public Integer call() {
            return a + b;
        }
    }

    @Test
    void lambdasWithAndWithoutCapturedVariables() {
        int number = 5;
        String text = "five";
        long big = 1L << 40;
        assertEquals(1, executor().submit(() -> 1).result());
        assertEquals("5five" + big, executor().submit(() -> number + text + big).result());
    }

    @Test
    void methodReferencesOfEveryForm() {
        Point point = new Point(1, 2);
        assertEquals(new Point(2, 1), executor().submit(point::mirrored).result());
        List<String> texts = List.of("1,2", "3,4");
        assertEquals(
                List.of(new Point(1, 2), new Point(3, 4)),
                executor().map(Point::parse, texts).toList());
        assertEquals(List.of(3, 3), executor().map(String::length, texts).toList());
        List<List<Integer>> copies = executor()
                .<List<Integer>, List<Integer>>map(ArrayList::new, List.of(List.of(1)))
                .toList();
        assertEquals(List.of(List.of(1)), copies);
    }

    @Test
    void recordsLocalAndAnonymousClasses() {
        record Local(int value) implements Task<Integer> {
            @Override
            public Integer call() {
                return value * 2;
            }
        }
        assertEquals(14, executor().submit(new Local(7)).result());
        assertEquals(12, executor().submit(new Add(5, 7)).result());
        assertEquals("anonymous", executor().submit(anonymous("anonymous")).result());
    }

    private static Task<String> anonymous(String text) {
        return new Task<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String call() {
                return text;
            }
        };
    }

    @Test
    void aLambdaInsideALambdaTravels() {
        TaskFunction<Integer, Integer> twice = x -> 2 * x;
        TaskFunction<Integer, Integer> thrice = x -> 3 * x;
        Future<Integer> future = executor().submit(() -> thrice.apply(twice.apply(7)));
        assertEquals(42, future.result());
        Task<TaskFunction<Integer, Integer>> maker = () -> {
            int offset = 5;
            return x -> x + offset;
        };
        assertEquals(6, applied(executor().submit(maker).result(), 1), "a lambda may be a result");
    }

    private static int applied(TaskFunction<Integer, Integer> function, int argument) {
        try {
            return function.apply(argument);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void valuesOfEveryKindComeBackEqual() {
        Map<String, List<Integer>> map = new HashMap<>(Map.of("a", List.of(1, 2), "b", List.of()));
        List<Object> values = Arrays.asList(
                true,
                (byte) 1,
                (short) 2,
                'c',
                3,
                4L,
                5.5f,
                6.5,
                "text",
                "\0é漢🎉",
                null,
                new BigDecimal("1.50"),
                map,
                DayOfWeek.FRIDAY,
                Instant.EPOCH,
                Locale.ROOT,
                new Point(1, 2),
                List.of(),
                String.class,
                int.class);
        for (Object value : values) {
            assertEquals(
                    value, executor().map(x -> x, Arrays.asList(value)).toList().getFirst());
        }
        assertEquals(values, executor().submit(() -> values).result());
        assertArrayEquals(
                new int[][] {{1}, {2, 3}},
                executor().submit(() -> new int[][] {{1}, {2, 3}}).result());
    }

    @Test
    void enumsAndClassesKeepTheirIdentity() {
        DayOfWeek day = DayOfWeek.MONDAY;
        assertSame(day, executor().submit(() -> day).result());
        Class<?> type = Point.class;
        assertSame(type, executor().submit(() -> type).result());
    }

    @Test
    void sharedAndCyclicReferencesKeepTheirShape() {
        List<Object> cycle = new ArrayList<>();
        cycle.add(cycle);
        List<Object> back = executor().submit(() -> cycle).result();
        assertSame(back, back.getFirst());
        Point point = new Point(1, 2);
        List<Point> twice = List.of(point, point);
        List<Point> both = executor().submit(() -> twice).result();
        assertSame(both.get(0), both.get(1));
    }

    @Test
    void bigArgumentsAndResultsTravel() {
        byte[] bytes = new byte[8 << 20];
        bytes[1234567] = 42;
        byte[] back = executor()
                .submit(() -> {
                    bytes[0]++;
                    return bytes;
                })
                .result();
        assertEquals(1, back[0]);
        assertEquals(42, back[1234567]);
        assertEquals(bytes.length, back.length);
    }

    @Test
    void argumentsAreSnapshotsOrShared() {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        List<String> list = new ArrayList<>(List.of("before"));
        Future<List<String>> future = single.submit(() -> {
            list.add("task");
            return list;
        });
        list.add("after");
        gate.open();
        if (can(Capability.SNAPSHOTS_ARGUMENTS)) {
            assertEquals(List.of("before", "task"), future.result());
            assertEquals(List.of("before", "after"), list);
            assertNotSame(list, future.result());
        } else {
            assertEquals(List.of("before", "after", "task"), future.result());
            assertSame(list, future.result());
        }
    }

    @Test
    void elementsOfAMapAreSnapshotsOrShared() {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        List<String> element = new ArrayList<>(List.of("before"));
        var results = single.map(list -> list.size(), List.of(element, element));
        element.add("after");
        gate.open();
        int expected = can(Capability.SNAPSHOTS_ARGUMENTS) ? 1 : 2;
        assertEquals(List.of(expected, expected), results.toList());
    }

    @Test
    void staticsAndTheProcessAreSharedOrNot() {
        COUNTER.set(100);
        int inTask = executor().submit(() -> COUNTER.incrementAndGet()).result();
        long pid = executor().submit(() -> ProcessHandle.current().pid()).result();
        if (can(Capability.RUNS_IN_OTHER_PROCESS)) {
            assertEquals(1, inTask);
            assertEquals(100, COUNTER.get());
            assertNotEquals(ProcessHandle.current().pid(), pid);
        } else {
            assertEquals(101, inTask);
            assertEquals(ProcessHandle.current().pid(), pid);
        }
    }

    @Test
    void aTaskMayPrintAndReadNothing() {
        Future<Boolean> future = executor().submit(() -> {
            System.out.print("");
            System.err.print("");
            System.out.flush();
            return Path.of(".").toAbsolutePath() != null;
        });
        assertEquals(true, future.result());
    }

    @Test
    void theSameLambdaManyTimesWithDifferentCaptures() {
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String text = "number " + i;
            int number = i;
            all.add(executor().submit(() -> text + "/" + number));
        }
        for (int i = 0; i < 500; i++) {
            assertEquals("number " + i + "/" + i, all.get(i).result());
        }
    }
}
