package concurrent.futures.internal.wire.throwables;

import java.util.ArrayList;

/// Cuts one throwable out of its graph while it is being serialised: its stack trace, its suppressed exceptions
/// and other throwables travel by themselves.
///
/// A throwable writes its own fields first, in the order cause, message, stack trace, suppressed; those of its
/// subclasses follow.
public final class ThrowableParts {
    private final ThrowableNode node;
    private final ThrowableGraph graph;
    private boolean rootSeen;
    private boolean traceSeen;
    private boolean suppressedSeen;

    ThrowableParts(ThrowableNode node, ThrowableGraph graph) {
        this.node = node;
        this.graph = graph;
    }

    /// What is written in the place of an object.
    public Object replace(Object object) {
        if (!rootSeen) {
            rootSeen = true;
            return object;
        }
        if (object instanceof Throwable throwable) {
            if (throwable == node.original()) {
                return object;
            }
            int index = graph.indexOf(throwable);
            // A cycle: "no cause yet", which the other side sets when all are there.
            return !traceSeen && node.causeIsLater(index) ? node.original() : new ThrowableRef(index);
        }
        if (!traceSeen && object instanceof StackTraceElement[] trace) {
            traceSeen = true;
            return isImmutable(trace) ? trace : new StackTraceElement[0];
        }
        if (traceSeen && !suppressedSeen && object instanceof ArrayList && node.hasSuppressed()) {
            suppressedSeen = true;
            return new ArrayList<>(0);
        }
        return object;
    }

    /// The mark by which a throwable tells that it was made without a stack trace.
    private static boolean isImmutable(StackTraceElement[] trace) {
        return trace.length == 1 && trace[0].getClassName().isEmpty();
    }
}
