package concurrent.futures.internal.wire.throwables;

import concurrent.futures.RemoteTaskException;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.ByteSource;
import concurrent.futures.internal.wire.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rebuilds what a [ThrowableGraph] wrote: each throwable as it was, where that is possible and nothing is
/// missing, else as a [RemoteTaskException] from the plain data.
public final class ThrowableRebuilder {
    private final FormReader reader;
    private final List<PlainThrowable> plain;
    private final @Nullable Throwable[] rebuilt;
    private final boolean[] begun;
    private final int root;
    private final @Nullable Origin origin;
    private @Nullable Throwable omitted;

    private ThrowableRebuilder(List<PlainThrowable> plain, int root, @Nullable Origin origin, FormReader reader) {
        this.plain = plain;
        this.root = root;
        this.origin = origin;
        this.reader = reader;
        this.rebuilt = new Throwable[plain.size()];
        this.begun = new boolean[plain.size()];
    }

    /// Rebuilds a throwable. Never throws.
    ///
    /// @param origin where it comes from: added as the last line of the stack trace; `null` adds nothing
    public static Throwable rebuild(Blob blob, @Nullable Origin origin, FormReader reader) {
        try {
            if (blob.tag() != Tag.THROWABLE) {
                String className = String.valueOf(reader.decode(blob));
                return new RemoteTaskException(className, "(there was no memory for more than its name)", null);
            }
            ByteSource source = new ByteSource(Body.join(blob.body()));
            int root = source.readVarint();
            List<PlainThrowable> plain = PlainThrowable.readAll(source);
            Objects.checkIndex(root, plain.size());
            return new ThrowableRebuilder(plain, root, origin, reader).all();
        } catch (Throwable failure) {
            RemoteTaskException unreadable = new RemoteTaskException(
                    "(unknown)", "The exception could not be read: " + ThrowableText.brief(failure), null);
            unreadable.addSuppressed(failure);
            return unreadable;
        }
    }

    private Throwable all() {
        for (int index = 0; index < rebuilt.length; index++) {
            at(index);
        }
        for (int index = 0; index < rebuilt.length; index++) {
            closeCircles(index);
        }
        return at(root);
    }

    /// The throwable of a number, rebuilt if it is not yet.
    public Throwable at(int index) {
        if (index == ThrowableGraph.OMITTED) {
            return omitted();
        }
        Throwable known = rebuilt[Objects.checkIndex(index, rebuilt.length)];
        if (known != null) {
            return known;
        }
        PlainThrowable part = plain.get(index);
        if (begun[index]) {
            return new RemoteTaskException(part.className(), part.message() + " (circular reference)", null);
        }
        begun[index] = true;
        Throwable made = original(index, part);
        rebuilt[index] = made;
        return made;
    }

    /// The throwable from its serialised form; its stand-in if there is no such form, or it is not complete.
    private Throwable original(int index, PlainThrowable part) {
        String reason = part.whyNoForm();
        try {
            Throwable candidate = null;
            if (part.form() != null) {
                candidate = (Throwable) Objects.requireNonNull(reader.read(part.form(), this));
            } else if (part.className().equals(NullPointerException.class.getName())) {
                candidate = new NullPointerException(part.message());
            }
            if (candidate != null) {
                reason = incomplete(candidate, index, part);
                if (reason == null) {
                    return candidate;
                }
            }
        } catch (Throwable failure) {
            reason = ThrowableText.brief(failure);
        }
        return standIn(index, part, reason);
    }

    /// Completes a rebuilt throwable; returns what is missing still, or `null`.
    private @Nullable String incomplete(Throwable candidate, int index, PlainThrowable part) {
        if (!candidate.getClass().getName().equals(part.className())) {
            return "it became " + candidate.getClass().getName();
        }
        String message = candidate.getMessage();
        String remark = Objects.equals(message, part.message()) ? null : "there its message was: " + part.message();
        StackTraceElement[] trace = trace(index, part, remark);
        candidate.setStackTrace(trace);
        if (part.trace().length > 0 && !Arrays.equals(candidate.getStackTrace(), trace)) {
            return "it does not keep its stack trace";
        }
        if (part.cause() != ThrowableGraph.NONE && !isLater(part.cause(), index)) {
            Throwable cause = at(part.cause());
            if (candidate.getCause() == null) {
                candidate.initCause(cause);
            }
            if (candidate.getCause() != cause) {
                return "it does not keep its cause";
            }
        }
        if (hasLaterSuppressed(part, index)) {
            return null;
        }
        addSuppressed(candidate, part);
        return candidate.getSuppressed().length == part.suppressed().length
                ? null
                : "it does not keep its suppressed exceptions";
    }

    private Throwable standIn(int index, PlainThrowable part, @Nullable String reason) {
        Throwable cause = part.cause() == ThrowableGraph.NONE ? null : at(part.cause());
        RemoteTaskException made = new RemoteTaskException(part.className(), part.message(), cause);
        made.setStackTrace(trace(index, part, reason == null || reason.isEmpty() ? null : "not rebuilt: " + reason));
        if (!hasLaterSuppressed(part, index)) {
            addSuppressed(made, part);
        }
        return made;
    }

    private void addSuppressed(Throwable to, PlainThrowable part) {
        for (int suppressed : part.suppressed()) {
            to.addSuppressed(at(suppressed));
        }
    }

    /// Sets what could not be set before all were there.
    private void closeCircles(int index) {
        PlainThrowable part = plain.get(index);
        Throwable made = at(index);
        try {
            if (isLater(part.cause(), index) && made.getCause() == null) {
                made.initCause(at(part.cause()));
            }
            if (hasLaterSuppressed(part, index)) {
                addSuppressed(made, part);
            }
        } catch (Throwable refused) {
            if (refused != made) {
                made.addSuppressed(refused);
            }
        }
    }

    /// Whether a part that belongs to this throwable comes after it, as only one of a circle does.
    private boolean isLater(int part, int index) {
        return part >= index;
    }

    private boolean hasLaterSuppressed(PlainThrowable part, int index) {
        for (int suppressed : part.suppressed()) {
            if (isLater(suppressed, index)) {
                return true;
            }
        }
        return false;
    }

    private StackTraceElement[] trace(int index, PlainThrowable part, @Nullable String remark) {
        Origin from = origin;
        if (index != root || from == null) {
            return part.trace();
        }
        return from.behind(part.trace(), remark);
    }

    private Throwable omitted() {
        Throwable made = omitted;
        if (made == null) {
            made = new RemoteTaskException(
                    "(more)", "further exceptions were left out: the limit is " + ThrowableGraph.MAX_NODES, null);
            made.setStackTrace(new StackTraceElement[0]);
            omitted = made;
        }
        return made;
    }
}
