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

    /// Inside the JDK's own collections, so many steps may lie between one of them and its element.
    private static final int LONGEST_INSIDE = 4;

    /// How often a search that has become too long is tried again on a part.
    private static final int MOST_PARTS = 4;

    private final Object value;
    private final List<Step> steps;
    private final List<Label> labels = new ArrayList<>();

    /// An object on the way, and the how-manieth it is among those that its owner wrote.
    record Step(Object object, int ordinal) {}

    private ObjectPath(Object value, List<Step> steps) {
        this.value = value;
        this.steps = steps;
        Object owner = value;
        for (int i = 1; i < steps.size(); ) {
            int at = i;
            Label label = PathLabels.element(owner, steps.get(i));
            if (label == null && PathLabels.isCollection(owner)) {
                for (int inside = i + 1; inside < Math.min(i + LONGEST_INSIDE, steps.size()); inside++) {
                    label = PathLabels.element(owner, steps.get(inside));
                    if (label != null) {
                        at = inside;
                        break;
                    }
                }
            }
            if (label == null) {
                label = PathLabels.member(owner, steps.get(i - 1).object(), steps.get(i));
            }
            labels.add(label);
            owner = label.target();
            i = at + 1;
        }
    }

    /// The path to what fails when `value` is serialised. Only the value itself if the way is not found.
    static ObjectPath toFailure(Object value) {
        List<Step> steps = search(value, MOST_PARTS);
        return new ObjectPath(value, steps.isEmpty() ? List.of(new Step(value, 0)) : steps);
    }

    /// The steps to the failure. If there are too many objects, the search goes on in the part that fails by itself.
    private static List<Step> search(Object value, int parts) {
        List<Step> steps = new ArrayList<>();
        try (Tracer tracer = new Tracer(steps, /* silent= */ false)) {
            tracer.writeObject(value);
        } catch (SearchEndedException tooLong) {
            Step first = steps.getFirst();
            List<Step> found = new ArrayList<>(List.of(first));
            Object part = parts == 0 ? null : failingPart(value, first.object());
            if (part != null) {
                List<Step> rest = search(part, parts - 1);
                found.addAll(rest.isEmpty() ? List.of(new Step(part, 0)) : rest);
            }
            return found;
        } catch (IOException | RuntimeException | Error expected) {
            // the failure that led here
        }
        return steps;
    }

    private static @Nullable Object failingPart(Object value, Object written) {
        for (Object part : PathLabels.parts(value, written)) {
            try (Tracer silent = new Tracer(new ArrayList<>(), /* silent= */ true)) {
                silent.writeObject(part);
            } catch (IOException | RuntimeException | Error failure) {
                return part;
            }
        }
        return null;
    }

    Object last() {
        return steps.getLast().object();
    }

    /// Whether it leads nowhere but to the value itself.
    boolean isEmpty() {
        return labels.isEmpty();
    }

    /// What to do about an object that is not serialisable at the end of the path.
    String advice() {
        if (isEmpty()) {
            return ". Make it implement java.io.Serializable, or send what it is made of";
        }
        return labels.getLast().advice(PathLabels.isOfTheJdk(last()));
    }

    /// Such as `Main$Job.parts[3] → Part.socket`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < labels.size(); i++) {
            if (i == LONGEST_HALF - 1 && labels.size() >= 2 * LONGEST_HALF) {
                int left = labels.size() - LONGEST_HALF;
                text.append(" → … (").append(left - i).append(" more)");
                i = left;
            }
            Label label = labels.get(i);
            if (label.place() != Label.Place.ELEMENT) {
                text.append(text.isEmpty() ? "" : " → ");
            } else if (text.isEmpty()) {
                text.append(PathLabels.nameOf(value));
            }
            text.append(label.text());
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
        private final boolean silent;
        private int objects;
        private long frames;

        /// @param silent whether it is only to fail, and not to note anything
        Tracer(List<Step> steps, boolean silent) throws IOException {
            super(OutputStream.nullOutputStream());
            this.silent = silent;
            this.steps = steps;
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(Object object) {
            if (!silent) {
                look(object);
            }
            if (object instanceof SerializedLambda lambda) {
                return new LambdaForm(0, EncodingStream.captured(lambda));
            }
            return object instanceof Serializable ? object : StandIn.of(object);
        }

        private void look(Object object) {
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
