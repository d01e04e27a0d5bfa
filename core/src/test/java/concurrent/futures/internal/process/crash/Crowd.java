package concurrent.futures.internal.process.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.internal.process.pool.Signs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The 200 other tasks: each one leaves its number in a file, and has it as its value.
public final class Crowd {
    static final int SIZE = 200;
    /// The value of the task that comes to harm, if it survives.
    public static final int VALUE_OF_THE_VICTIM = -7;

    private final String trail;
    private final List<Future<Integer>> futures = new ArrayList<>();
    private int refused;

    Crowd(Path folder) {
        this.trail = folder.resolve("trail").toString();
    }

    /// Submits half of them; a broken pool refuses them.
    void half(Executor executor) {
        String file = trail;
        for (int i = 0; i < SIZE / 2; i++) {
            int number = futures.size();
            try {
                futures.add(executor.submit(() -> {
                    Signs.leave(file, Integer.toString(number));
                    return number;
                }));
            } catch (BrokenExecutorException e) {
                refused++;
            }
        }
    }

    /// Each has its value, and ran once.
    void checkValues() {
        assertEquals(SIZE, futures.size());
        for (int i = 0; i < SIZE; i++) {
            assertEquals(i, futures.get(i).result());
        }
        assertEquals(
                IntStream.range(0, SIZE).boxed().collect(Collectors.toMap(i -> i, i -> 1, (a, b) -> a, TreeMap::new)),
                runs());
    }

    /// The pool is broken: none has run.
    void checkBroken(Consumer<Future<Integer>> check) {
        assertEquals(SIZE, futures.size() + refused);
        assertFalse(futures.isEmpty());
        futures.forEach(check);
        assertEquals(new TreeMap<>(), runs());
    }

    private Map<Integer, Integer> runs() {
        Map<Integer, Integer> runs = new TreeMap<>();
        Signs.read(Path.of(trail)).forEach(line -> runs.merge(Integer.valueOf(line), 1, Integer::sum));
        return runs;
    }
}
