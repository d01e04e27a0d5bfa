package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes a value that is made of nothing but what this package knows. Any other does not fit, also if that shows only
/// in its last part: then it has to be written anew, by a stream. So nothing ever has to be shared between the two.
///
/// What does not fit: objects of any other class (subclasses of the known ones are that too), circles, what is nested
/// deeper than [Items#DEEPEST]. None of the value's own code is called, tickets aside. Writes many values, one after
/// the other. Not thread-safe.
public final class GraphWriter {
    private static final int LONGEST_RUN = 4096;

    private final Dictionary dictionary;
    private final Shapes shapes;
    private final Output out = new Output();
    private final LargeArrays apart = new LargeArrays();
    private final Identities identities = new Identities();
    private final Object[] path = new Object[Items.DEEPEST];
    private int depth;
    private int requiredDefinitions;
    private boolean hasArrays;
    private boolean hasListOfArray;
    private @Nullable Class<?> latestType;
    private Shape latest = Shape.NONE;

    /// What the writers of one encoder know together about classes. Thread-safe.
    public static final class Shapes {
        private final ClassValue<Shape> shapes = new ClassValue<>() {
            @Override
            protected Shape computeValue(Class<?> type) {
                return Shape.of(type);
            }
        };

        /// They know nothing yet.
        public Shapes() {}

        /// Whether an object of this class may fit, so that it is worth trying.
        public boolean mayFit(Class<?> type) {
            return Kinds.of(type) != Kinds.NONE
                    || isArrayOfObjects(type)
                    || shapes.get(shapedType(type)).item() != Kinds.NONE;
        }
    }

    /// A writer whose classes get their numbers from `dictionary`.
    public GraphWriter(Dictionary dictionary, Shapes shapes) {
        this.dictionary = dictionary;
        this.shapes = shapes;
    }

    /// Writes a value behind those that are there, with which it shares its objects.
    ///
    /// @return whether it fits; if not, what was written has no sense
    /// @throws IOException if it has more bytes than a blob can hold
    public boolean write(@Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte(Tag.NULL);
            return true;
        }
        Class<?> type = value.getClass();
        if (type == String.class) {
            return text((String) value);
        }
        byte kind = type == latestType ? Kinds.NONE : Kinds.of(type);
        if (kind == Kinds.NONE) {
            return isArrayOfObjects(type) ? array(type, (Object[]) value) : shaped(type, value);
        }
        if (kind < Tag.LATIN1) {
            ScalarItems.write(kind, value, out);
            return true;
        }
        if (kind == Items.EMPTY_LIST || kind == Items.EMPTY_SET || kind == Items.EMPTY_MAP) {
            out.writeByte(kind);
            return true;
        }
        int known = identities.numberOf(value);
        return known == Identities.FRESH ? fresh(kind, value) : same(value, known);
    }

    private boolean text(String text) throws IOException {
        int known = identities.numberOf(text);
        if (known != Identities.FRESH) {
            out.write(Items.SAME, known);
        } else {
            out.writeText(Tag.LATIN1, Tag.UTF16, text);
        }
        return true;
    }

    /// What refers to an object around it does not fit.
    private boolean same(Object object, int number) throws IOException {
        for (int i = 0; i < depth; i++) {
            if (path[i] == object) {
                return false;
            }
        }
        out.write(Items.SAME, number);
        return true;
    }

    private boolean fresh(byte kind, Object value) throws IOException {
        if (Items.isPrimitiveArray(kind)) {
            primitives(kind, value);
            return true;
        }
        if (Items.isMap(kind)) {
            return map(kind, (Map<?, ?>) value);
        }
        if (Items.isCollection(kind)) {
            return collection(kind, (Collection<?>) value);
        }
        if (kind == Items.OBJECTS) {
            hasArrays = true;
            return !hasListOfArray && elements(kind, value, Arrays.asList((Object[]) value));
        }
        if (kind == Items.OPTIONAL) {
            out.writeByte(kind);
            return owned(value, ((Optional<?>) value).orElse(null));
        }
        ValueItems.write(kind, value, out);
        return true;
    }

    private void primitives(byte kind, Object array) throws IOException {
        Object body = kind == Tag.BOOLEAN_ARRAY ? Body.copy(kind, array) : array;
        long bytes = Body.bytes(body);
        out.requireRoom(apart.bytes() + bytes);
        if (apart.takes(kind, bytes)) {
            out.write(Items.APART, apart.add(kind, array, bytes));
            return;
        }
        out.write(kind, (int) bytes);
        if (body instanceof byte[] plain) {
            out.writeBytes(plain, 0, plain.length);
        } else {
            out.writeArray(body, bytes);
        }
    }

    private boolean collection(byte kind, Collection<?> collection) throws IOException {
        byte item = kind;
        if (kind == Items.TREE_SET && ((TreeSet<?>) collection).comparator() != null) {
            return false;
        }
        if (kind == Items.AS_LIST) {
            // it may be a view of an array that is elsewhere in the value
            if (hasArrays || hasListOfArray) {
                return false;
            }
            hasListOfArray = true;
        }
        if (kind == Items.ARRAY_LIST) {
            return elements(item, collection, (ArrayList<?>) collection);
        }
        List<?> elements = Arrays.asList(collection.toArray());
        if (kind == Items.LIST_OF && takesNull((List<?>) collection, elements)) {
            item = Items.LIST_OF_NULLABLE;
        }
        return elements(item, collection, elements);
    }

    /// `List.copyOf` returns a list as it is, unless that takes `null`.
    private static boolean takesNull(List<?> list, List<?> elements) {
        return elements.contains(null) || List.copyOf(list) != list;
    }

    private boolean map(byte kind, Map<?, ?> map) throws IOException {
        if (kind == Items.TREE_MAP && ((TreeMap<?, ?>) map).comparator() != null) {
            return false;
        }
        @Nullable Object[] parts = new Object[2 * map.size()];
        int count = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (count == parts.length) {
                return false; // it changes meanwhile: the stream says so
            }
            parts[count++] = entry.getKey();
            parts[count++] = entry.getValue();
        }
        if (count < parts.length || (kind == Items.LINKED_HASH_MAP && AccessOrder.mayBeSet(map))) {
            return false;
        }
        out.write(kind, parts.length / 2);
        return parts(map, parts);
    }

    private boolean array(Class<?> type, Object[] array) throws IOException {
        int known = identities.numberOf(array);
        if (known != Identities.FRESH) {
            return same(array, known);
        }
        hasArrays = true;
        if (hasListOfArray) {
            return false;
        }
        int id = dictionary.idOf(ObjectStreamClass.lookupAny(type));
        require(id);
        out.write(Items.TYPED_OBJECTS, id);
        out.writeVarint(array.length);
        return items(array, Arrays.asList(array));
    }

    private boolean elements(byte item, Object owner, List<?> elements) throws IOException {
        out.write(item, elements.size());
        return items(owner, elements);
    }

    private boolean items(Object owner, List<?> elements) throws IOException {
        if (depth == Items.DEEPEST) {
            return false;
        }
        path[depth++] = owner;
        int size = elements.size();
        int next = 0;
        while (next < size) {
            Object element = elements.get(next);
            byte run = element == null ? Kinds.NONE : ScalarItems.runOf(element.getClass());
            if (run != Kinds.NONE) {
                int end = ScalarItems.writeRun(run, elements, next, LONGEST_RUN, out);
                if (end == next) {
                    throw new ConcurrentModificationException();
                }
                next = end;
            } else if (write(element)) {
                next++;
            } else {
                return false;
            }
        }
        if (elements.size() != size) {
            throw new ConcurrentModificationException();
        }
        depth--;
        return true;
    }

    /// As [#items], without runs.
    private boolean parts(Object owner, @Nullable Object[] parts) throws IOException {
        if (depth == Items.DEEPEST) {
            return false;
        }
        path[depth++] = owner;
        for (Object part : parts) {
            if (!write(part)) {
                return false;
            }
        }
        depth--;
        return true;
    }

    private boolean owned(Object owner, @Nullable Object part) throws IOException {
        if (depth == Items.DEEPEST) {
            return false;
        }
        path[depth++] = owner;
        boolean fits = write(part);
        depth--;
        return fits;
    }

    private boolean shaped(Class<?> type, Object value) throws IOException {
        Class<?> shapedType = shapedType(type);
        if (shapedType != latestType) {
            latest = shapes.shapes.get(shapedType);
            latestType = shapedType;
        }
        Shape shape = latest;
        if (shape.item() == Kinds.NONE) {
            return false;
        }
        int known = identities.numberOf(value);
        if (known != Identities.FRESH) {
            return same(value, known);
        }
        if (shape.item() == Items.PATH) {
            Path file = (Path) value;
            out.writeByte(Items.PATH);
            out.writeText(Tag.LATIN1, Tag.UTF16, file.toString());
            return file.getFileSystem() == FileSystems.getDefault();
        }
        int id = shape.id(shapedType, dictionary);
        require(id);
        out.write(shape.item(), id);
        if (shape.item() == Items.ENUM) {
            out.writeText(Tag.LATIN1, Tag.UTF16, ((Enum<?>) value).name());
            return true;
        }
        return shape.item() == Items.TICKET ? ValueItems.writeTicket(value, out) : record(shape, value);
    }

    private boolean record(Shape shape, Object value) throws IOException {
        if (depth == Items.DEEPEST) {
            return false;
        }
        path[depth++] = value;
        try {
            for (Shape.Reader reader : shape.readers()) {
                if (reader.type() != 'L') {
                    ScalarItems.writeField(reader, value, out);
                } else if (!write((Object) reader.get().invokeExact(value))) {
                    return false;
                }
            }
        } catch (IOException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new IllegalStateException("Reading a field can not fail", impossible);
        }
        depth--;
        return true;
    }

    private static boolean isArrayOfObjects(Class<?> type) {
        return type.isArray() && !type.getComponentType().isPrimitive();
    }

    /// An enum constant with a body of its own has a class of its own.
    private static Class<?> shapedType(Class<?> type) {
        Class<?> above = type.getSuperclass();
        return above != null && above.isEnum() ? above : type;
    }

    private void require(int id) {
        requiredDefinitions = Math.max(requiredDefinitions, id + 1);
    }

    /// How many definitions the values since the last [#startOver] need.
    public int requiredDefinitions() {
        return requiredDefinitions;
    }

    /// Writes a number of 0 or more that is no value.
    public void writeNumber(int number) throws IOException {
        out.writeVarint(number);
    }

    /// Likewise, a definition.
    public void writeDefinition(int id) throws IOException {
        require(id);
        out.writeVarint(id);
    }

    /// Likewise, a byte.
    public void writeByte(byte value) throws IOException {
        out.writeByte(value);
    }

    /// How many bytes were written since the last [#startOver].
    public long size() {
        return out.size() + apart.bytes();
    }

    /// What was written since the last [#startOver], as the body of a blob.
    public Object toBody() {
        return apart.with(out.toBody());
    }

    /// What is written from here on, up to the next [#startOver], does not change until it was sent: large arrays need
    /// no copy.
    public void borrow() {
        apart.borrow();
    }

    /// Forgets all objects that were written, and their bytes.
    public void startOver() {
        out.clear();
        identities.clear();
        apart.clear();
        Arrays.fill(path, null);
        depth = 0;
        requiredDefinitions = 0;
        hasArrays = false;
        hasListOfArray = false;
        latestType = null;
        latest = Shape.NONE;
    }
}
