package concurrent.futures.internal.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.future.Batch;
import concurrent.futures.internal.future.BatchEngine;
import concurrent.futures.internal.future.GroupEngine;
import concurrent.futures.spi.EventHub;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.Promise;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a map asks of an engine, and in which order.
class MapResultsTest {
    private final Ledger engine = new Ledger();

    /// Else a worker that has nothing left since its task was cancelled is given the next, and may have done several
    /// by the time that they are cancelled as well.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHasNotStartedIsCancelledFromTheLastToTheFirst(boolean ordered) {
        MapOptions options =
                ordered ? MapOptions.defaults() : MapOptions.defaults().unordered();
        results(options).close();
        assertEquals(List.of(4, 3, 2, 1, 0), engine.cancelled);
    }

    /// They become tasks as the map is closed, and that makes no difference.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void elementsWithoutFuturesAreCancelledInThatOrderToo(int chunkSize) {
        BatchLedger batches = new BatchLedger();
        results(batches, MapOptions.defaults().withChunkSize(chunkSize)).close();
        assertEquals(List.of(4, 3, 2, 1, 0), batches.cancelled);
        assertTrue(batches.taken > 0);
    }

    @Test
    void aSecondCloseCancelsNothing() {
        MapResults<Integer> results = results(MapOptions.defaults());
        results.close();
        results.close();
        assertEquals(5, engine.cancelled.size());
    }

    /// But for those that are chunks, and those that may have to be waited for.
    @Test
    void elementsThatAreAtHandAreSubmittedInGroups() {
        GroupLedger groups = new GroupLedger();
        results(groups, 1_000, MapOptions.defaults());
        assertEquals(List.of(16, 32, 64, 128, 256, 504), groups.sizes);
        results(groups, 5, MapOptions.defaults().withBufferSize(3));
        results(groups, 5, MapOptions.defaults().withChunkSize(2));
        assertEquals(6, groups.sizes.size());
    }

    /// As if they had been submitted one by one.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void groupsAreCancelledInThatOrderToo(boolean ordered) {
        MapOptions options =
                ordered ? MapOptions.defaults() : MapOptions.defaults().unordered();
        GroupLedger groups = new GroupLedger();
        results(groups, 5, options).close();
        assertEquals(List.of(4, 3, 2, 1, 0), groups.cancelled);
        assertEquals(List.of(5), groups.sizes);
    }

    private MapResults<Integer> results(MapOptions options) {
        return results(engine, options);
    }

    private MapResults<Integer> results(ExecutorEngine engine, MapOptions options) {
        return results(engine, 5, options);
    }

    private MapResults<Integer> results(ExecutorEngine engine, int count, MapOptions options) {
        TaskFunction<Integer, Integer> function = x -> x;
        List<Integer> items = IntStream.range(0, count).boxed().toList();
        return new MapResults<>(this, engine, TaskOptions.defaults(), options, MapInput.of(function, items));
    }

    /// Takes tasks, never begins one, and notes which are cancelled.
    private static class Ledger implements ExecutorEngine {
        final List<Integer> cancelled = new ArrayList<>();
        private int submitted;

        @Override
        public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
            int number = submitted++;
            return Promise.<T>create(new TaskControl() {
                        @Override
                        public void cancelled(boolean begun) {
                            cancelled.add(number);
                        }
                    })
                    .future();
        }

        @Override
        public int maxWorkers() {
            return 1;
        }

        @Override
        public ExecutorStatistics statistics() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventHub events() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int cancelPending() {
            return 0;
        }

        @Override
        public void shutdown() {}

        @Override
        public List<TaskBody<?>> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }

    /// Takes tasks in groups.
    private static final class GroupLedger extends Ledger implements GroupEngine {
        final List<Integer> sizes = new ArrayList<>();

        @Override
        public <T extends @Nullable Object> List<Future<T>> submitGroup(
                List<? extends TaskBody<T>> bodies, TaskOptions options) {
            sizes.add(bodies.size());
            return submitChunk(bodies, options);
        }
    }

    /// Takes elements in batches, and makes futures of them when it is asked for those.
    private static final class BatchLedger extends Ledger implements BatchEngine {
        int taken;

        @Override
        public <T extends @Nullable Object> Batch<T> submitBatch(
                List<? extends TaskBody<T>> bodies, TaskOptions options, boolean isChunk) {
            taken++;
            return new Batch<T>(bodies.size()) {
                @Override
                public List<Future<T>> futures() {
                    List<Future<T>> all = new ArrayList<>();
                    bodies.forEach(body -> all.add(submit(body, options)));
                    return all;
                }
            };
        }
    }
}
