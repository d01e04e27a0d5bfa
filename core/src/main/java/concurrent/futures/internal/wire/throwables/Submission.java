package concurrent.futures.internal.wire.throwables;

import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a task was submitted: the counterpart of [Origin].
///
/// Every task pays for it, and few fail: so no more than a few frames are taken, whatever the depth of the stack, and
/// they are put into words only for a failure.
///
/// A thread that submits thousands of tasks of one class within a millisecond does so in a loop, and to look at the
/// stack for each would cost more than all the rest. So once a thread was seen at the same place many times in a row,
/// it is taken to be there still, for a few tasks of the same class and for less than a millisecond; then it is looked
/// at again.
public final class Submission {
    /// With the frames of this library before them, they are as many as a stack walker takes at once.
    private static final int MOST_FRAMES = 4;

    private static final String ROOT = "concurrent.futures.";
    private static final StackWalker STACK = StackWalker.getInstance();

    private static final Function<Stream<StackFrame>, StackFrame[]> FIRST_OF_CALLER = new Function<>() {
        @Override
        public StackFrame[] apply(Stream<StackFrame> stack) {
            return firstOfCaller(stack);
        }
    };

    /// Weak, since it leads to the classes of the caller; one that was collected is learnt anew.
    private static final ThreadLocal<@Nullable WeakReference<Burst>> BURST = new ThreadLocal<>();

    private static final Submission ELSEWHERE = new Submission("", "", new StackFrame[0]);

    private final String process;
    private final String thread;
    private final StackFrame[] frames;

    private Submission(String process, String thread, StackFrame[] frames) {
        this.process = process;
        this.thread = thread;
        this.frames = frames;
    }

    /// Notes the place in the caller's own code from which this library was called.
    ///
    /// @return the place
    public static Submission here() {
        return here("parent process");
    }

    /// What a task does that another process has submitted: that one adds the place, and here none is looked for.
    public interface Forwarded {}

    /// Notes the place in the caller's own code from which this library was called for one task of many.
    ///
    /// @param code what the task does
    /// @return the place; nowhere if it is [Forwarded]
    public static Submission here(Object code) {
        if (code instanceof Forwarded) {
            return ELSEWHERE;
        }
        WeakReference<Burst> known = BURST.get();
        Burst burst = known == null ? null : known.get();
        if (burst == null) {
            burst = new Burst();
            BURST.set(new WeakReference<>(burst));
        }
        return burst.here(code.getClass());
    }

    /// Notes the place in a task from which this library was called.
    ///
    /// @return the place
    public static Submission inWorker() {
        return here("worker process");
    }

    /// The place of a task that another process submitted: that one adds it.
    ///
    /// @return nowhere
    public static Submission elsewhere() {
        return ELSEWHERE;
    }

    private static Submission here(String process) {
        try {
            return new Submission(process, Thread.currentThread().getName(), STACK.walk(FIRST_OF_CALLER));
        } catch (InternalError e) {
            throw outOfMemory(e);
        }
    }

    /// Where the stack walker of the JDK has no memory for a frame, it throws an `InternalError` because of that.
    private static Error outOfMemory(InternalError e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof OutOfMemoryError shortage ? shortage : e;
    }

    private boolean isSameAs(Submission other) {
        if (frames.length != other.frames.length || !thread.equals(other.thread)) {
            return false;
        }
        for (int i = 0; i < frames.length; i++) {
            StackFrame frame = frames[i];
            StackFrame otherFrame = other.frames[i];
            if (frame.getByteCodeIndex() != otherFrame.getByteCodeIndex()
                    || !frame.getMethodName().equals(otherFrame.getMethodName())
                    || !frame.getClassName().equals(otherFrame.getClassName())) {
                return false;
            }
        }
        return true;
    }

    /// The tasks that one thread submits in quick succession.
    private static final class Burst {
        /// So often the same place was seen, task after task, before it is believed.
        private static final int CERTAIN = 32;

        /// For so many tasks it is believed without a look.
        private static final int MOST_UNSEEN = 64;

        private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

        private @Nullable Class<?> codeClass;
        private Submission last = ELSEWHERE;
        private long seen;
        private int timesInARow;
        private int unseen;

        Submission here(Class<?> code) {
            long now = System.nanoTime();
            boolean isQuick = code == codeClass && now - seen < SHORT_NANOS;
            if (isQuick && timesInARow >= CERTAIN && unseen < MOST_UNSEEN) {
                unseen++;
                return last;
            }
            Submission place = Submission.here();
            if (isQuick && place.isSameAs(last)) {
                timesInARow++;
            } else {
                timesInARow = 0;
                last = place;
            }
            codeClass = code;
            seen = now;
            unseen = 0;
            return last;
        }
    }

    private static StackFrame[] firstOfCaller(Stream<StackFrame> stack) {
        StackFrame[] first = new StackFrame[MOST_FRAMES];
        int count = 0;
        for (Iterator<StackFrame> all = stack.iterator(); count < MOST_FRAMES && all.hasNext(); ) {
            StackFrame frame = all.next();
            if (count > 0 || !isOurs(frame.getClassName())) {
                first[count++] = frame;
            }
        }
        return count == MOST_FRAMES ? first : Arrays.copyOf(first, count);
    }

    private static boolean isOurs(String className) {
        return className.startsWith(ROOT)
                && (className.startsWith("internal.", ROOT.length())
                        || className.startsWith("cluster.internal.", ROOT.length())
                        || className.startsWith("spi.", ROOT.length())
                        || className.indexOf('.', ROOT.length()) < 0);
    }

    /// Adds the place to the end of a stack trace, behind a line that says so:
    /// `at parent process 4710.submit(main)`.
    ///
    /// @param failure of the task, its own instance; one that takes no stack trace stays as it is
    public void addTo(Throwable failure) {
        if (this == ELSEWHERE) {
            return;
        }
        try {
            StackTraceElement[] trace = failure.getStackTrace();
            int before = trace.length;
            trace = Arrays.copyOf(trace, before + 1 + frames.length);
            String place = process + " " + ProcessHandle.current().pid();
            trace[before] = new StackTraceElement(place, "submit", thread, -1);
            for (int i = 0; i < frames.length; i++) {
                trace[before + 1 + i] = frames[i].toStackTraceElement();
            }
            failure.setStackTrace(trace);
        } catch (Throwable hostile) {
            // Its class has methods of its own for this, or there is no memory: the failure is worth more than the
            // place.
            return;
        }
    }
}
