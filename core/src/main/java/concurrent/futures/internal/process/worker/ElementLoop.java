package concurrent.futures.internal.process.worker;

import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.PackedValues;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Runs the elements of a map that were sent together, one after the other, in the thread of the tasks.
///
/// Each is claimed, run and answered by itself, as the [TaskLoop] does with tasks, and its answer is published before
/// the next one begins. But there is less to do for each: no objects for its arguments and its answer but the values
/// themselves, and no look at the clock for each where they are short.
final class ElementLoop {
    /// Elements that take longer are measured one by one.
    private static final long SHORT_NANOS = 2_000;

    private static final int LONGEST_STRIDE = 8;

    private final TaskLoop tasks;
    private final ClaimPage claims;
    private final Outbox outbox;
    private final InterruptGate gate;

    /// How many elements to run between two looks at the clock.
    private int stride = 1;

    /// When the clock was looked at last, and how many elements have ended since.
    private long looked;

    private int since;

    // What became of the last element that was run; the tag is that of a value, if that is simple.
    private byte tag;
    private @Nullable Object value;
    private @Nullable Blob other;
    private @Nullable Blob failure;
    private boolean outOfMemory;

    ElementLoop(TaskLoop tasks, ClaimPage claims, Outbox outbox, InterruptGate gate) {
        this.tasks = tasks;
        this.claims = claims;
        this.outbox = outbox;
        this.gate = gate;
    }

    /// Runs elements, up to the first one that was taken back.
    void run(Frame.Elements elements, SharedValue function, CurrentTask.Desk desk) {
        tasks.enter(/* depth= */ 0);
        ByteBuffer arguments = ByteBuffer.wrap(elements.arguments());
        boolean isPair = elements.kind().arguments() > 1;
        int at = 0;
        looked = System.nanoTime();
        since = 0;
        for (int place = 0; place < elements.count() && !tasks.isOvergrown(); place++) {
            long number = elements.task() + place;
            gate.enter(number);
            if (!claims.begin(number)) {
                // So were all that come after it.
                gate.leave(number);
                break;
            }
            Object first = PackedValues.get(arguments, at);
            at = PackedValues.end(arguments, at);
            Object second = null;
            if (isPair) {
                second = PackedValues.get(arguments, at);
                at = PackedValues.end(arguments, at);
            }
            runOne(elements, number, function, first, second, desk);
            answer(number, /* isLast= */ place == elements.count() - 1);
        }
        tasks.leaveContext();
    }

    private void runOne(
            Frame.Elements elements,
            long number,
            SharedValue function,
            @Nullable Object first,
            @Nullable Object second,
            CurrentTask.Desk desk) {
        desk.enter(tasks.scope(number, elements.name()));
        try {
            Object code = tasks.decode(function);
            tasks.enterContext(elements.contextLoader(), code);
            Object result = call(elements.kind(), code, first, second);
            tag = PackedValues.tag(result);
            value = result;
            if (tag == PackedValues.OTHER) {
                other = tasks.encode(result);
            }
        } catch (Throwable e) {
            failure = tasks.encodeThrowable(e);
            outOfMemory = TaskLoop.isOutOfMemory(e);
        } finally {
            desk.enter(null);
            tasks.flushStreams();
            gate.leave(number);
        }
    }

    @SuppressWarnings("unchecked") // the casts are the ones that the kind stands for
    private @Nullable Object call(
            EncodedTask.Kind kind, @Nullable Object code, @Nullable Object first, @Nullable Object second)
            throws Exception {
        if (kind == EncodedTask.Kind.APPLY && code instanceof TaskFunction<?, ?>) {
            return ((TaskFunction<@Nullable Object, @Nullable Object>) code).apply(first);
        }
        if (kind == EncodedTask.Kind.BI_APPLY && code instanceof TaskBiFunction<?, ?, ?>) {
            return ((TaskBiFunction<@Nullable Object, @Nullable Object, @Nullable Object>) code).apply(first, second);
        }
        return tasks.callOther(kind, code, first, second);
    }

    private void answer(long number, boolean isLast) {
        since++;
        long each = 0;
        if (since >= stride || isLast || tag == PackedValues.OTHER || failure != null) {
            long now = System.nanoTime();
            each = Math.max(1, (now - looked) / since);
            looked = now;
            since = 0;
            stride = each > SHORT_NANOS || tasks.limitsMemory() ? 1 : Math.min(2 * stride, LONGEST_STRIDE);
        }
        boolean atOnce = true;
        Blob thrown = failure;
        Blob blob = other;
        Object simple = value;
        failure = null;
        other = null;
        value = null;
        if (thrown != null) {
            tasks.answerFailure(number, looked - each, each, thrown, outOfMemory);
        } else if (blob != null) {
            tasks.answerValue(number, looked - each, each, blob);
        } else {
            atOnce = outbox.sendValue(number, (int) Math.min(each, Integer.MAX_VALUE), tag, simple);
        }
        if (!atOnce || thrown != null || blob != null) {
            looked = System.nanoTime();
        }
        if (tasks.limitsMemory()) {
            tasks.checkMemory(each);
            looked = System.nanoTime();
        }
    }
}
