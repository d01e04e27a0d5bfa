package concurrent.futures.internal.map;

import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.TaskOptions;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Forgotten;
import concurrent.futures.internal.future.Batch;
import concurrent.futures.internal.future.BatchEngine;
import concurrent.futures.internal.future.GroupEngine;
import concurrent.futures.internal.progress.Board;
import concurrent.futures.internal.progress.Undertaking;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.TaskBody;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A map under way: reads the input, submits, hands out the results.
///
/// The consumer's thread alone reads the input and submits, at the call and after each result that it takes, and with
/// no lock held, since the input is foreign code. The futures in flight are kept by an [InFlight], which [#close()] may
/// empty from any thread.
///
/// @param <R> the type of the results
public final class MapResults<R extends @Nullable Object> implements Results<R> {
    /// A chunk may be as large as anybody likes, and the input small.
    private static final int MOST_EXPECTED = 1024;

    /// Elements that are read together where nobody has asked for chunks: few at first, so that they begin soon.
    private static final int FIRST_IN_GROUP = 16;

    private static final int MOST_IN_GROUP = 1024;

    /// Held, so that an executor in use is not taken for forgotten.
    private final Object executor;

    private final ExecutorEngine engine;
    private final TaskOptions taskOptions;
    private final MapOptions options;
    private final @Nullable Deadline deadline;
    private final Iterator<TaskBody<R>> input;
    private final InFlight<R> inFlight;
    private final AtomicBoolean asked = new AtomicBoolean();

    /// The engine, if it can do without futures for elements, and their order is that of the input.
    private final @Nullable BatchEngine batches;

    /// The engine, if it would rather have many tasks at once.
    private final @Nullable GroupEngine groups;

    /// How many elements to read and submit together although nobody has asked for that; 0 for one by one.
    private int groupSize;

    /// No more input is read: it has ended, or it or a submit has failed, or the map was closed.
    private volatile boolean inputEnded;

    /// The input as it was given, until somebody asks for the results: its size may be wanted.
    private @Nullable MapInput<R> source;

    /// Shows how far the map has come; `null` if nobody wants to see it.
    private volatile @Nullable Undertaking shown;

    /// What reading or submitting failed with, after the call; thrown when the results before it were handed out.
    private @Nullable Throwable inputFailure;

    /// Begins a map: reads and submits what its options allow.
    ///
    /// @param executor the executor that the user holds
    /// @param engine what runs the tasks
    /// @param taskOptions how each task is run
    /// @param options how the map is carried out
    /// @param input the tasks
    public MapResults(
            Object executor, ExecutorEngine engine, TaskOptions taskOptions, MapOptions options, MapInput<R> input) {
        this.executor = executor;
        this.engine = engine;
        this.taskOptions = taskOptions;
        this.options = options;
        this.deadline = Deadline.after(options.timeout());
        this.inFlight = options.ordered() ? new InFlight.Ordered<>() : new InFlight.Unordered<>();
        this.batches = engine instanceof BatchEngine able && options.ordered() ? able : null;
        this.groups = engine instanceof GroupEngine able ? able : null;
        boolean together = (batches != null || groups != null) && options.bufferSize() == 0 && input.isAtHand();
        this.groupSize = together ? FIRST_IN_GROUP : 0;
        this.source = input;
        this.input = input.iterator();
        fill();
        if (inputFailure != null) {
            Throwable failure = inputFailure;
            close();
            throw sneaky(failure);
        }
    }

    /// Submits as much of the input as there is room for.
    private void fill() {
        int chunkSize =
                options.bufferSize() == 0 ? options.chunkSize() : Math.min(options.chunkSize(), options.bufferSize());
        try {
            while (!inputEnded && hasRoomFor(chunkSize)) {
                if (chunkSize > 1) {
                    submitTogether(chunkSize, /* isChunk= */ true);
                } else if (groupSize > 0) {
                    submitTogether(groupSize, /* isChunk= */ false);
                    groupSize = Math.min(2 * groupSize, MOST_IN_GROUP);
                } else if (input.hasNext()) {
                    keep(engine.submit(input.next(), taskOptions));
                } else {
                    inputEnded = true;
                }
            }
        } catch (Throwable e) {
            inputEnded = true;
            inputFailure = e;
        } finally {
            Reference.reachabilityFence(executor);
        }
        if (inputEnded && shown != null) {
            shown.complete();
        }
    }

    private void keep(Future<R> future) {
        if (shown != null) {
            shown.add(future);
        }
        inFlight.add(future);
    }

    private void keepAll(List<Future<R>> futures) {
        if (shown != null) {
            futures.forEach(shown::add);
        }
        inFlight.addAll(futures);
    }

    private boolean hasRoomFor(int chunkSize) {
        return options.bufferSize() == 0 || inFlight.size() + chunkSize <= options.bufferSize();
    }

    /// Reads some elements, and submits them.
    private void submitTogether(int most, boolean isChunk) {
        List<TaskBody<R>> bodies = new ArrayList<>(Math.min(most, MOST_EXPECTED));
        Throwable failure = null;
        try {
            while (bodies.size() < most && input.hasNext()) {
                bodies.add(input.next());
            }
        } catch (Throwable e) {
            failure = e;
        }
        if (bodies.size() < most) {
            inputEnded = true;
        }
        if (!bodies.isEmpty()) {
            submit(bodies, isChunk);
        }
        if (failure != null) {
            throw MapResults.<RuntimeException>sneaky(failure);
        }
    }

    private void submit(List<TaskBody<R>> bodies, boolean isChunk) {
        Batch<R> batch = batches == null || shown != null ? null : batches.submitBatch(bodies, taskOptions, isChunk);
        if (batch != null) {
            inFlight.add(batch);
        } else if (isChunk) {
            keepAll(engine.submitChunk(bodies, taskOptions));
        } else if (groups != null) {
            keepAll(groups.submitGroup(bodies, taskOptions));
        } else {
            groupSize = 0;
            for (TaskBody<R> body : bodies) {
                keep(engine.submit(body, taskOptions));
            }
        }
    }

    private boolean hasNext() {
        boolean isMore = inFlight.size() > 0 || inputFailure != null;
        if (!isMore && shown != null) {
            shown.awaitShown();
        }
        return isMore;
    }

    private R next() {
        if (inFlight.size() == 0) {
            Throwable failure = inputFailure;
            if (failure == null) {
                throw new NoSuchElementException("no more results");
            }
            inputFailure = null;
            throw sneaky(failure);
        }
        Object ended = awaitNext();
        if (ended == null) {
            int unfinished = inFlight.size();
            inputFailure = null;
            close();
            throw new FutureTimeoutException("the map has not ended after " + Durations.format(options.timeout())
                    + ": at least " + unfinished + " elements unfinished; those that had not started were cancelled");
        }
        if (ended instanceof Future<?> future) {
            if (future.isCancelled() && inFlight.isClosed()) {
                throw InFlight.closedMeanwhile();
            }
            fill();
            return resultOf(future);
        }
        fill();
        return valueOf(ended);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // likewise the outcomes of a batch: null where R allows it
    private R valueOf(Object outcome) {
        return (R) Batch.valueOf(outcome);
    }

    @SuppressWarnings("unchecked") // the futures in flight have the type of the results
    private R resultOf(Future<?> ended) {
        return ((Future<R>) ended).result();
    }

    private @Nullable Object awaitNext() {
        try {
            return inFlight.take(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(e);
        }
    }

    @Override
    public Iterator<R> iterator() {
        if (asked.getAndSet(true)) {
            throw new IllegalStateException("the results of a map can be taken once");
        }
        source = null;
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return MapResults.this.hasNext();
            }

            @Override
            public R next() {
                return MapResults.this.next();
            }
        };
    }

    @Override
    public Stream<R> stream() {
        Spliterator<R> results = Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED);
        return StreamSupport.stream(results, /* parallel= */ false).onClose(this::close);
    }

    @Override
    public List<R> toList() {
        try (this) {
            List<R> all = new ArrayList<>();
            iterator().forEachRemaining(all::add);
            return Collections.unmodifiableList(all);
        }
    }

    @Override
    public Results<R> withProgress(String name) {
        MapInput<R> given = source;
        return withProgress(name, given == null ? -1 : given.size());
    }

    @Override
    public Results<R> withProgress(String name, long total) {
        Undertaking.checkName(name);
        if (asked.get()) {
            throw new IllegalStateException("the progress of a map is to be asked for before its results");
        }
        if (shown != null) {
            throw new IllegalStateException("the progress of this map is shown already");
        }
        if (!Board.isOff()) {
            Undertaking begun = new Undertaking(name, total);
            inFlight.futures().forEach(begun::add);
            shown = begun;
            if (inputEnded) {
                begun.complete();
            }
            if (inFlight.isClosed()) {
                begun.close();
            }
            // Whoever has seen enough may just stop, and the input never end.
            Forgotten.whenDropped(this, begun::close);
            Board.show(begun);
        }
        return this;
    }

    @Override
    public void close() {
        inputEnded = true;
        // The last first: what a worker gets in the place of a cancelled one is then never about to be cancelled too.
        for (Future<R> future : inFlight.close().reversed()) {
            future.cancel();
        }
        Undertaking begun = shown;
        if (begun != null) {
            begun.close();
        }
    }

    /// Throws a checked exception of foreign code as it is: an iterator declares none, and wrapping would hide it.
    @SuppressWarnings("unchecked") // the cast is what it says
    private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
        throw (E) e;
    }
}
