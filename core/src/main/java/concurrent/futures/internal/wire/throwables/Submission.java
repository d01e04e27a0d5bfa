package concurrent.futures.internal.wire.throwables;

import java.lang.StackWalker.StackFrame;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

/// Where a task was submitted: the counterpart of [Origin].
///
/// Every task pays for it, and few fail: so no more than a few frames are taken, whatever the depth of the stack, and
/// they are put into words only for a failure.
public final class Submission {
    /// With the frames of this library before them, they are as many as a stack walker takes at once.
    private static final int MOST_FRAMES = 4;

    private static final String ROOT = "concurrent.futures.";
    private static final StackWalker STACK = StackWalker.getInstance();

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
        return new Submission(process, Thread.currentThread().getName(), STACK.walk(Submission::firstOfCaller));
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
        } catch (RuntimeException hostile) {
            // Its class has methods of its own for this: the failure is worth more than the place.
            return;
        }
    }
}
