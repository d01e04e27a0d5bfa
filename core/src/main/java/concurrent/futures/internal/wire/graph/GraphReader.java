package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.dictionary.Definition;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectStreamField;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a [GraphWriter] wrote: the values of one blob, in their order. Not thread-safe.
///
/// Bytes that make no sense end in an exception: no array is made that is longer than what is left of the bytes could
/// fill, nothing goes deeper than what is written does, and no object is referred to before it is complete.
public final class GraphReader {
    private static final int FIRST_OBJECTS = 16;

    private final DictionaryReplica replica;
    private final Makers makers;
    private final Input in;
    private final Object[] apart;
    private final @Nullable ArrivalFilter filter;
    private @Nullable Object[] objects = new Object[FIRST_OBJECTS];
    private int known;
    private int depth;
    private int latestId = -1;
    private @Nullable RecordMaker latest;
    private Definition.@Nullable OfClass latestDefinition;

    /// What the readers of one decoder know together about classes. Thread-safe.
    public static final class Makers {
        private final ClassValue<RecordMaker> makers = new ClassValue<>() {
            @Override
            protected RecordMaker computeValue(Class<?> type) {
                return RecordMaker.of(type);
            }
        };

        /// They know nothing yet.
        public Makers() {}
    }

    /// A reader of the bytes from one place on, whose classes are those of `replica`.
    ///
    /// @param apart the arrays that are apart from the bytes; they become part of the values
    public GraphReader(DictionaryReplica replica, Makers makers, byte[] bytes, int from, Object[] apart) {
        this(replica, makers, bytes, from, apart, ArrivalFilter.inForce());
    }

    GraphReader(
            DictionaryReplica replica,
            Makers makers,
            byte[] bytes,
            int from,
            Object[] apart,
            @Nullable ObjectInputFilter filter) {
        this.replica = replica;
        this.apart = apart;
        this.makers = makers;
        this.in = new Input(bytes, from, bytes.length);
        this.filter = filter == null ? null : new ArrivalFilter(filter, in);
    }

    /// How many bytes have not been read.
    public int remaining() {
        return in.remaining();
    }

    /// Reads the next value.
    ///
    /// @throws WireFormatException if the bytes make no sense
    /// @throws ClassNotFoundException if a class is not known here
    /// @throws IOException if an object can not be made
    public @Nullable Object read() throws IOException, ClassNotFoundException {
        byte item = in.readByte();
        if (item == Tag.LATIN1 || item == Tag.UTF16) {
            String text = in.readText(item);
            int number = reserve();
            objects[number] = text;
            return text;
        }
        if (item >= Tag.NULL && item < Tag.LATIN1) {
            return filtered(ScalarItems.read(item, in));
        }
        return switch (item) {
            case Items.SAME -> earlier(in.readVarint());
            case Items.RECORD -> record(in.readVarint());
            case Items.ENUM -> constant(in.readVarint());
            case Items.TICKET -> redeemed(in.readVarint());
            case Items.EMPTY_LIST -> Collections.emptyList();
            case Items.EMPTY_SET -> Collections.emptySet();
            case Items.EMPTY_MAP -> Collections.emptyMap();
            default -> whole(item);
        };
    }

    /// What takes a number of its own, and is complete when all that is in it has been read.
    private Object whole(byte item) throws IOException, ClassNotFoundException {
        int number = reserve();
        Object made;
        if (Items.isCollection(item)) {
            made = collection(item);
        } else if (Items.isMap(item)) {
            made = map(item);
        } else if (Items.isPrimitiveArray(item)) {
            made = in.readArray(item);
        } else {
            made = switch (item) {
                case Items.OBJECTS -> {
                    int length = in.readCount();
                    checkSize(item, length);
                    yield elements(new Object[length]);
                }
                case Items.TYPED_OBJECTS -> array();
                case Items.APART -> apart(in.readVarint());
                case Items.OPTIONAL -> {
                    enter();
                    Object value = read();
                    depth--;
                    yield Optional.ofNullable(value);
                }
                default -> ValueItems.read(item, in);
            };
        }
        objects[number] = made;
        filtered(made);
        return made;
    }

    private Object apart(int index) {
        if (index >= apart.length) {
            throw new WireFormatException("Array " + index + " is above the limit: there are " + apart.length);
        }
        return apart[index];
    }

    private Object collection(byte item) throws IOException, ClassNotFoundException {
        int length = in.readCount();
        checkSize(item, length);
        if (item == Items.ARRAY_LIST) {
            return list(length);
        }
        @Nullable Object[] elements = elements(new Object[length]);
        try {
            return Containers.collection(item, elements, in);
        } catch (NullPointerException | IllegalArgumentException | ClassCastException e) {
            throw invalid(e);
        }
    }

    private Object list(int length) throws IOException, ClassNotFoundException {
        enter();
        ArrayList<@Nullable Object> list = new ArrayList<>(length);
        while (list.size() < length) {
            byte item = in.peek();
            if (Items.isRun(item)) {
                in.readByte();
                int first = list.size();
                ScalarItems.readRun(item, list, length, in);
                filtered(list.get(first));
            } else {
                list.add(read());
            }
        }
        depth--;
        return list;
    }

    private Object map(byte item) throws IOException, ClassNotFoundException {
        int length = in.readCount();
        checkSize(item, length);
        Map<@Nullable Object, @Nullable Object> map = Containers.emptyMap(item, length);
        enter();
        if (map != null) {
            for (int i = 0; i < length; i++) {
                Object key = read();
                map.put(key, read());
            }
            depth--;
            return map;
        }
        @Nullable Object[] keys = new Object[length];
        @Nullable Object[] values = new Object[length];
        for (int i = 0; i < length; i++) {
            keys[i] = read();
            values[i] = read();
        }
        depth--;
        try {
            return Containers.map(item, keys, values, in);
        } catch (NullPointerException | IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    private Object array() throws IOException, ClassNotFoundException {
        Class<?> type = replica.classAt(in.readVarint()).resolve();
        Class<?> component = type.getComponentType();
        int length = in.readCount();
        if (component == null || component.isPrimitive()) {
            throw new InvalidClassException(type.getName(), "not an array of objects");
        }
        if (filter != null) {
            filter.check(type, length, depth, known);
        }
        return elements((Object[]) Array.newInstance(component, length));
    }

    private @Nullable Object[] elements(@Nullable Object[] into) throws IOException, ClassNotFoundException {
        enter();
        int next = 0;
        while (next < into.length) {
            byte item = in.peek();
            if (Items.isRun(item)) {
                in.readByte();
                int end = ScalarItems.readRun(item, into, next, in);
                filtered(into[next]);
                next = end;
            } else {
                into[next++] = read();
            }
        }
        depth--;
        return into;
    }

    private Object record(int id) throws IOException, ClassNotFoundException {
        int number = reserve();
        RecordMaker maker = latest;
        Definition.OfClass definition = latestDefinition;
        if (id != latestId || maker == null || definition == null) {
            definition = replica.classAt(id);
            maker = makers.makers.get(definition.resolve());
            maker.requireSerialisable();
            latestId = id;
            latest = maker;
            latestDefinition = definition;
        }
        if (filter != null) {
            filter.check(maker.type(), /* length= */ -1, depth, known);
        }
        enter();
        int[] places = maker.places(definition.descriptor());
        ObjectStreamField[] fields = maker.fields(definition.descriptor());
        @Nullable Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            char type = fields[i].getTypeCode();
            values[places == null ? i : places[i]] =
                    type == 'L' || type == '[' ? read() : ScalarItems.readField(type, in);
        }
        depth--;
        Object made = places == null ? ForeignRecords.make(definition, values) : maker.make(values);
        objects[number] = made;
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum is not known before
    private Object constant(int id) throws IOException, ClassNotFoundException {
        int number = reserve();
        Class<?> type = replica.classAt(id).resolve();
        if (!type.isEnum()) {
            throw new InvalidClassException(type.getName(), "not an enum");
        }
        if (filter != null) {
            filter.check(type, /* length= */ -1, depth, known);
        }
        String name = in.readText(in.readByte());
        try {
            Enum<?> made = Enum.valueOf((Class) type, name);
            objects[number] = made;
            return made;
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    private Object redeemed(int id) throws IOException, ClassNotFoundException {
        int number = reserve();
        Class<?> type = replica.classAt(id).resolve();
        if (filter != null) {
            filter.check(type, /* length= */ -1, depth, known);
        }
        Object found = ValueItems.readTicket(type, in);
        objects[number] = found;
        return found;
    }

    private void enter() {
        if (++depth > Items.DEEPEST) {
            throw new WireFormatException("Values nested deeper than the limit of " + Items.DEEPEST);
        }
    }

    private int reserve() {
        if (known == objects.length) {
            objects = Arrays.copyOf(objects, known * 2);
        }
        return known++;
    }

    private Object earlier(int number) {
        Object object = number < known ? objects[number] : null;
        if (object == null) {
            throw new WireFormatException("Object " + number + " is not complete: there are " + known);
        }
        return object;
    }

    private void checkSize(byte item, int size) throws InvalidClassException {
        if (filter != null) {
            filter.checkSize(item, size, depth, known);
        }
    }

    private @Nullable Object filtered(@Nullable Object made) throws InvalidClassException {
        if (filter != null && made != null) {
            filter.check(made.getClass(), made.getClass().isArray() ? Array.getLength(made) : -1, depth, known);
        }
        return made;
    }

    private static InvalidObjectException invalid(RuntimeException cause) {
        InvalidObjectException failure = new InvalidObjectException(cause.getMessage());
        failure.initCause(cause);
        return failure;
    }
}
