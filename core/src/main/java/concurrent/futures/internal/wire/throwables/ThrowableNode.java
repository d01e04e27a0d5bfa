package concurrent.futures.internal.wire.throwables;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One throwable of a graph, asked for its parts once; what it throws when asked counts as an answer.
final class ThrowableNode {
    private static final int LONGEST_MESSAGE = 1 << 20;

    private final Throwable original;
    private final @Nullable String message;
    private final StackTraceElement[] frames;
    private final @Nullable Throwable cause;
    private final List<Throwable> suppressed;
    private int index = ThrowableGraph.PENDING;
    private int causeIndex = ThrowableGraph.NONE;
    private final List<Integer> suppressedIndexes = new ArrayList<>(0);

    ThrowableNode(Throwable original) {
        this.original = original;
        this.message = messageOf(original);
        this.frames = framesOf(original);
        this.cause = causeOf(original);
        this.suppressed = suppressedOf(original);
    }

    Throwable original() {
        return original;
    }

    @Nullable
    String message() {
        return message;
    }

    StackTraceElement[] frames() {
        return frames;
    }

    @Nullable
    Throwable cause() {
        return cause;
    }

    List<Throwable> suppressed() {
        return suppressed;
    }

    boolean hasSuppressed() {
        return !suppressed.isEmpty();
    }

    int index() {
        return index;
    }

    void index(int assigned) {
        index = assigned;
    }

    int causeIndex() {
        return causeIndex;
    }

    void causeIndex(int known) {
        causeIndex = known;
    }

    List<Integer> suppressedIndexes() {
        return suppressedIndexes;
    }

    /// Whether the throwable of this number is the cause, and comes after this one: the causes form a circle.
    boolean causeIsLater(int other) {
        return other == causeIndex && causeIndex > index;
    }

    private static @Nullable String messageOf(Throwable throwable) {
        String text;
        try {
            text = throwable.getMessage();
        } catch (Throwable hostile) {
            return "(its getMessage() threw " + hostile.getClass().getName() + ")";
        }
        return text == null || text.length() <= LONGEST_MESSAGE
                ? text
                : text.substring(0, LONGEST_MESSAGE) + "… (" + (text.length() - LONGEST_MESSAGE) + " more characters)";
    }

    private static StackTraceElement[] framesOf(Throwable throwable) {
        try {
            StackTraceElement[] trace = throwable.getStackTrace();
            List<StackTraceElement> frames = new ArrayList<>(trace.length);
            for (StackTraceElement frame : trace) {
                if (frame != null) {
                    frames.add(frame);
                }
            }
            return frames.toArray(new StackTraceElement[0]);
        } catch (Throwable hostile) {
            return new StackTraceElement[0];
        }
    }

    private static @Nullable Throwable causeOf(Throwable throwable) {
        try {
            Throwable cause = throwable.getCause();
            return cause == throwable ? null : cause;
        } catch (Throwable hostile) {
            return null;
        }
    }

    private static List<Throwable> suppressedOf(Throwable throwable) {
        return List.of(throwable.getSuppressed());
    }
}
