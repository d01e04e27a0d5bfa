package concurrent.futures.internal.wire.values;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way from a value to the object inside it at which serialisation fails.
///
/// It is found by serialising the value once more, to nowhere, and noting each object together with its depth,
/// which is the number of `writeObject0` frames on the stack: that needs no access to anybody's fields. Their
/// names are looked up afterwards, as far as access is allowed.
final class ObjectPath {
    private static final int MOST_OBJECTS = 50_000;

    /// The frames that are looked at in all: a bound for objects nested deeply, of which each has a long stack.
    private static final long MOST_FRAMES = 5_000_000;

    /// Of a longer path, so many steps from each end are shown.
    private static final int LONGEST_HALF = 12;

    private final List<Step> steps;

    /// An object on the way, and the how-manieth it is among those that its owner wrote.
    record Step(Object object, int ordinal) {}

    private ObjectPath(List<Step> steps) {
        this.steps = steps;
    }

    /// The path to what fails when `value` is serialised. Only the value itself if the way is not found.
    static ObjectPath toFailure(Object value) {
        List<Step> steps = new ArrayList<>();
        try (Tracer tracer = new Tracer(steps)) {
            tracer.writeObject(value);
        } catch (SearchEndedException tooLong) {
            steps.clear();
        } catch (IOException | RuntimeException | Error expected) {
            // the failure that led here
        }
        return new ObjectPath(steps.isEmpty() ? List.of(new Step(value, 0)) : List.copyOf(steps));
    }

    Object last() {
        return steps.getLast().object();
    }

    /// Whether it leads nowhere but to the value itself.
    boolean isEmpty() {
        return steps.size() == 1;
    }

    /// What to do about an object that is not serialisable at the end of the path.
    String advice() {
        if (isEmpty()) {
            return ". Make it implement java.io.Serializable, or send what it is made of";
        }
        Object owner = steps.get(steps.size() - 2).object();
        Object culprit = last();
        if (owner instanceof SerializedLambda) {
            return ". Let the task make it, or make it Serializable";
        }
        return PathLabels.isEnclosingInstance(owner, culprit)
                ? ". It is the enclosing instance: make the inner class static, or a record"
                : ". Make the field transient, or its type Serializable";
    }

    /// Such as `Main$Job.parts[3] → Part.socket`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < steps.size(); i++) {
            if (i == LONGEST_HALF && steps.size() > 2 * LONGEST_HALF) {
                int left = steps.size() - LONGEST_HALF;
                text.append(" → … (").append(left - i).append(" more)");
                i = left;
            }
            Object owner = steps.get(i - 1).object();
            Step step = steps.get(i);
            String element = PathLabels.element(owner, step);
            if (element != null) {
                text.append(text.isEmpty() ? TypeNames.brief(owner.getClass()) : "")
                        .append(element);
            } else {
                text.append(text.isEmpty() ? "" : " → ").append(PathLabels.member(owner, step));
            }
        }
        return text.toString();
    }

    private static final class SearchEndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Tracer extends ObjectOutputStream {
        private static final StackWalker STACK = StackWalker.getInstance();

        private final List<Step> steps;
        private final List<Integer> ordinals = new ArrayList<>();
        private int objects;
        private long frames;

        Tracer(List<Step> steps) throws IOException {
            super(OutputStream.nullOutputStream());
            this.steps = steps;
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(Object object) {
            if (++objects > MOST_OBJECTS || frames > MOST_FRAMES) {
                throw new SearchEndedException();
            }
            List<String> callers = STACK.walk(frames -> frames.filter(
                            frame -> frame.getClassName().equals(ObjectOutputStream.class.getName()))
                    .map(StackWalker.StackFrame::getMethodName)
                    .toList());
            frames += callers.size();
            if (!callers.contains("writeFatalException")) { // by which the stream writes the failure itself
                note(object, Collections.frequency(callers, "writeObject0") - 1);
            }
            if (object instanceof SerializedLambda lambda) {
                return new LambdaForm(0, EncodingStream.captured(lambda));
            }
            return object instanceof Serializable ? object : StandIn.of(object);
        }

        private void note(Object object, int depth) {
            while (steps.size() > depth) {
                steps.removeLast();
            }
            while (ordinals.size() > depth + 1) {
                ordinals.removeLast();
            }
            while (ordinals.size() <= depth) {
                ordinals.add(0);
            }
            int ordinal = ordinals.get(depth);
            ordinals.set(depth, ordinal + 1);
            steps.add(new Step(object, ordinal));
        }
    }
}
