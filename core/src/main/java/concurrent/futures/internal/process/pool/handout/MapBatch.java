package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.Future;
import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.event.TaskNames;
import concurrent.futures.internal.future.Batch;
import concurrent.futures.internal.process.pool.sending.Parcel;
import concurrent.futures.internal.process.pool.sending.SharedFunction;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask.Kind;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.PackedValues;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.spi.Promise;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Elements of a map whose arguments are simple values, in as few objects as possible: their arguments are one array of
/// bytes, their outcomes one array, and those that wait are a few [Stretch]es.
///
/// What is not final is guarded by the dispatcher's lock. Running it wakes the map's consumer.
///
/// @param <T> the type of the results
public final class MapBatch<T extends @Nullable Object> extends Batch<T> implements Runnable {
    /// The control of futures that are made when all is over.
    private static final class Nobody implements TaskControl {}

    private final Home home;
    private final Kind kind;
    private final SharedFunction function;
    private final TaskOptions options;
    private final boolean isChunk;
    private final byte[] arguments;
    private final ByteBuffer view;
    private final @Nullable ClassLoader context;
    private final int contextLoader;
    private @Nullable Stretch stretches;

    private MapBatch(
            Home home,
            int size,
            Kind kind,
            SharedFunction function,
            TaskOptions options,
            boolean isChunk,
            byte[] packed) {
        super(size);
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        this.home = home;
        this.kind = kind;
        this.function = function;
        this.options = options;
        this.isChunk = isChunk;
        this.arguments = packed;
        this.view = ByteBuffer.wrap(packed);
        this.contextLoader = home.loaders().numberOf(ofThread);
        this.context = contextLoader == LoaderNumbers.APPLICATION ? null : ofThread;
        this.stretches = new Stretch(this, size);
    }

    /// Encodes elements of a map: from here on they are a snapshot.
    ///
    /// @return `null` if they are not of a kind that allows it
    public static <T extends @Nullable Object> @Nullable MapBatch<T> of(
            Home home, List<? extends TaskBody<T>> bodies, TaskOptions options, boolean isChunk) {
        TaskBody<T> first = bodies.getFirst();
        boolean isPair = first instanceof TaskBody.BiApply<?, ?, ?>;
        if (options.timeout() != null
                || options.retries() > 0
                || !(first.code() instanceof SharedFunction shared)
                || !shared.isEncoded()
                || (!isPair && !(first instanceof TaskBody.Apply<?, ?>))) {
            return null;
        }
        PackedValues packed = new PackedValues();
        for (int i = 0; i < bodies.size(); i++) {
            if (!add(bodies.get(i), packed)) {
                return null;
            }
        }
        Kind kind = isPair ? Kind.BI_APPLY : Kind.APPLY;
        return new MapBatch<>(home, bodies.size(), kind, shared, options, isChunk, packed.toBytes());
    }

    private static boolean add(TaskBody<?> body, PackedValues packed) {
        if (body instanceof TaskBody.Apply<?, ?> apply) {
            return packed.add(apply.argument());
        }
        return body instanceof TaskBody.BiApply<?, ?, ?> apply
                && packed.add(apply.first())
                && packed.add(apply.second());
    }

    boolean isChunk() {
        return isChunk;
    }

    SharedFunction function() {
        return function;
    }

    /// How many bytes the arguments of an element have, about.
    int bytesEach() {
        return Math.max(1, arguments.length / size());
    }

    /// The name for people.
    String describe() {
        return TaskNames.of(function.original(), options);
    }

    /// Where the arguments are of an element that comes after another one.
    int skip(int at, int elements) {
        int place = at;
        for (int i = elements * kind.arguments(); i > 0; i--) {
            place = PackedValues.end(view, place);
        }
        return place;
    }

    /// What has a worker run elements.
    ///
    /// @param number of the first one
    /// @param from where its arguments begin
    /// @param to where those of the last one end
    Frame.Elements frame(long number, int count, int from, int to) {
        return new Frame.Elements(
                number, contextLoader, options.name(), kind, function.number(), count, arguments, from, to);
    }

    // --- its stretches; under the lock

    @Nullable
    Stretch anyStretch() {
        return stretches;
    }

    void link(Stretch stretch) {
        Stretch other = stretches;
        stretch.right = other;
        if (other != null) {
            other.left = stretch;
        }
        stretches = stretch;
    }

    void unlink(Stretch stretch) {
        Stretch left = stretch.left;
        Stretch right = stretch.right;
        if (left == null) {
            stretches = right;
        } else {
            left.right = right;
        }
        if (right != null) {
            right.left = left;
        }
        stretch.left = null;
        stretch.right = null;
    }

    /// Elements that a worker has answered. It is run afterwards.
    void succeed(int index, @Nullable Object[] values, int from, int count) {
        home.ledger().succeeded(count);
        end(index, values, from, count);
    }

    /// Makes tasks of elements. Changes nothing yet.
    PoolTask<?>[] tasks(int at, int count) {
        PoolTask<?>[] tasks = new PoolTask<?>[count];
        int place = at;
        for (int i = 0; i < count; i++) {
            tasks[i] = task(place);
            place = skip(place, 1);
        }
        return tasks;
    }

    /// Makes a task of an element. Changes nothing yet.
    ///
    /// @param at where its arguments are
    @SuppressWarnings("unchecked") // the function is what the kind says
    PoolTask<T> task(int at) {
        Object code = function;
        Object first = PackedValues.get(view, at);
        List<Blob> blobs = List.of(PackedValues.blob(first));
        TaskBody<T> body;
        if (kind == Kind.APPLY) {
            body = new TaskBody.Apply<@Nullable Object, T>((TaskFunction<@Nullable Object, T>) code, first);
        } else {
            Object second = PackedValues.get(view, PackedValues.end(view, at));
            blobs = List.of(blobs.getFirst(), PackedValues.blob(second));
            body = new TaskBody.BiApply<@Nullable Object, @Nullable Object, T>(
                    (TaskBiFunction<@Nullable Object, @Nullable Object, T>) code, first, second);
        }
        PoolTask<T> task = new PoolTask<>(home, body, options, function.submission(), chunkOfTasks(), /* depth= */ 0);
        task.encoded(new Parcel(kind, function, null, blobs, context, contextLoader, /* requiredDefinitions= */ 0));
        return task;
    }

    private @Nullable Object chunkOfTasks() {
        return isChunk ? this : null;
    }

    /// An element is a task of its own from now on. The batch is run afterwards.
    @SuppressWarnings("unchecked") // the tasks of a batch have its type
    void own(int index, PoolTask<?> task) {
        end(index, (Future<T>) task.future());
    }

    // --- the consumer's side

    @Override
    public void run() {
        wake();
    }

    @Override
    public List<Future<T>> futures() {
        home.dispatcher().reception().divide(this);
        List<Future<T>> all = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            Object outcome = outcomeAt(i);
            if (outcome != null && !isTaken(outcome)) {
                all.add(futureOf(outcome));
            }
        }
        return all;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // likewise, and values are null where T allows it
    private Future<T> futureOf(Object outcome) {
        if (outcome instanceof Future<?> own) {
            return (Future<T>) own;
        }
        Promise<T> ended = Promise.create(new Nobody());
        ended.trySucceed((T) valueOf(outcome));
        return ended.future();
    }
}
