package concurrent.futures.internal.wire.throwables;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.ByteSink;
import concurrent.futures.internal.wire.Scalars;
import concurrent.futures.internal.wire.Tag;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A throwable with all its causes and suppressed ones, written so that it arrives whatever is in it: each one as
/// plain data, and beside that in its serialised form, if it has one.
///
/// Each throwable has a number. Causes and suppressed ones have lower numbers than the one that they belong to,
/// except where they form a circle; a throwable that shows up only while another is being serialised has a higher
/// one.
public final class ThrowableGraph {
    /// In the place of a throwable's number: there is none.
    static final int NONE = -1;
    /// Likewise: left out, as there are too many.
    static final int OMITTED = -2;
    /// Likewise: not known yet.
    static final int PENDING = -3;

    static final int MAX_NODES = 1000;
    static final int NO_SERIALISED_FORM = -1;

    private final FormWriter writer;
    private final IdentityHashMap<Throwable, ThrowableNode> nodes = new IdentityHashMap<>();
    private final List<ThrowableNode> inOrder = new ArrayList<>();
    private int requiredDefinitions;

    private ThrowableGraph(FormWriter writer) {
        this.writer = writer;
    }

    /// Encodes a throwable in a form that can not fail to arrive. Never throws.
    public static Blob encode(Throwable throwable, FormWriter writer) {
        try {
            return new ThrowableGraph(writer).encode(throwable, /* serialised= */ true);
        } catch (Throwable tooMuch) {
            return encodePlainly(throwable, writer);
        }
    }

    /// The second try, without serialised forms; the third is no more than the name of the class.
    private static Blob encodePlainly(Throwable throwable, FormWriter writer) {
        try {
            return new ThrowableGraph(writer).encode(throwable, /* serialised= */ false);
        } catch (Throwable tooMuch) {
            return Scalars.text(throwable.getClass().getName());
        }
    }

    private Blob encode(Throwable throwable, boolean serialised) throws IOException {
        int root = add(throwable);
        List<Object> forms = new ArrayList<>();
        for (int i = 0; i < inOrder.size(); i++) {
            forms.add(serialised ? serialise(inOrder.get(i)) : "there was no room for it");
        }
        ByteSink sink = new ByteSink();
        sink.writeVarint(root);
        sink.writeVarint(inOrder.size());
        Names names = new Names(sink);
        for (int i = 0; i < inOrder.size(); i++) {
            write(inOrder.get(i), names, sink);
            writeForm(forms.get(i), sink);
        }
        return new Blob(Tag.THROWABLE, sink.toBody(), requiredDefinitions);
    }

    /// The number of a throwable, which is added if it is new.
    int indexOf(Throwable throwable) {
        ThrowableNode known = nodes.get(throwable);
        return known != null ? known.index() : add(throwable);
    }

    /// Adds a throwable and all that it leads to, depth first, giving numbers on the way back.
    private int add(Throwable first) {
        Deque<Visit> path = new ArrayDeque<>();
        List<ThrowableNode> added = new ArrayList<>();
        if (!enter(first, path, added)) {
            return OMITTED;
        }
        while (!path.isEmpty()) {
            Visit visit = path.getLast();
            if (visit.next < visit.children.size()) {
                Throwable child = visit.children.get(visit.next++);
                if (!nodes.containsKey(child)) {
                    enter(child, path, added);
                }
            } else {
                path.removeLast();
                visit.node.index(inOrder.size());
                inOrder.add(visit.node);
            }
        }
        for (ThrowableNode node : added) {
            Throwable cause = node.cause();
            node.causeIndex(cause == null ? NONE : knownIndex(cause));
            node.suppressed().forEach(suppressed -> node.suppressedIndexes().add(knownIndex(suppressed)));
        }
        return knownIndex(first);
    }

    private boolean enter(Throwable throwable, Deque<Visit> path, List<ThrowableNode> added) {
        if (nodes.size() >= MAX_NODES) {
            return false;
        }
        ThrowableNode node = new ThrowableNode(throwable);
        nodes.put(throwable, node);
        path.addLast(new Visit(node));
        added.add(node);
        return true;
    }

    private int knownIndex(Throwable throwable) {
        ThrowableNode node = nodes.get(throwable);
        return node == null ? OMITTED : node.index();
    }

    /// The serialised form as bytes, or a string that says why there is none.
    private Object serialise(ThrowableNode node) {
        if (node.original().getClass() == NullPointerException.class) {
            return ""; // made anew from its message, which the JVM works out and does not serialise
        }
        try {
            Blob blob = writer.write(node.original(), new ThrowableParts(node, this));
            requiredDefinitions = Math.max(requiredDefinitions, blob.requiredDefinitions());
            return Body.join(blob.body());
        } catch (Throwable failure) {
            return ThrowableText.brief(failure);
        }
    }

    private static void write(ThrowableNode node, Names names, ByteSink sink) throws IOException {
        names.write(node.original().getClass().getName());
        sink.writeText(node.message());
        sink.writeInt(node.causeIndex());
        sink.writeVarint(node.suppressedIndexes().size());
        for (int index : node.suppressedIndexes()) {
            sink.writeInt(index);
        }
        sink.writeVarint(node.frames().length);
        for (StackTraceElement frame : node.frames()) {
            write(frame, names, sink);
        }
    }

    /// Leaves out the loader's name and the module's version where the frame itself does not show them.
    private static void write(StackTraceElement frame, Names names, ByteSink sink) throws IOException {
        String loader = frame.getClassLoaderName();
        String version = frame.getModuleVersion();
        String shown = loader == null && version == null ? "" : frame.toString();
        names.write(loader != null && shown.startsWith(loader + "/") ? loader : null);
        names.write(frame.getModuleName());
        names.write(version != null && shown.contains("@" + version + "/") ? version : null);
        names.write(frame.getClassName());
        names.write(frame.getMethodName());
        names.write(frame.getFileName());
        sink.writeInt(frame.getLineNumber());
    }

    private static void writeForm(Object form, ByteSink sink) throws IOException {
        if (form instanceof byte[] bytes) {
            sink.writeInt(bytes.length);
            sink.write(bytes, 0, bytes.length);
        } else {
            sink.writeInt(NO_SERIALISED_FORM);
            sink.writeText((String) form);
        }
    }

    /// One step of the walk.
    private static final class Visit {
        private final ThrowableNode node;
        private final List<Throwable> children = new ArrayList<>(1);
        private int next;

        Visit(ThrowableNode node) {
            this.node = node;
            Throwable cause = node.cause();
            if (cause != null) {
                children.add(cause);
            }
            children.addAll(node.suppressed());
        }
    }

    /// Writes each name once, and its number from then on: 0 is `null`, a number that is new is followed by its
    /// name.
    private static final class Names {
        private final Map<String, Integer> numbers = new HashMap<>();
        private final ByteSink sink;

        Names(ByteSink sink) {
            this.sink = sink;
        }

        void write(@Nullable String name) throws IOException {
            if (name == null) {
                sink.writeVarint(0);
                return;
            }
            int fresh = numbers.size() + 1;
            Integer known = numbers.putIfAbsent(name, fresh);
            sink.writeVarint(known == null ? fresh : known);
            if (known == null) {
                sink.writeText(name);
            }
        }
    }
}
