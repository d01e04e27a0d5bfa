package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.dictionary.Definition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes records that only the JDK may make, or knows how to: a stream is written for each, with a string in the place
/// of every reference, and read with the strings replaced.
final class ForeignRecords extends ObjectInputStream {
    private final Definition.OfClass definition;
    private final Iterator<@Nullable Object> references;

    private ForeignRecords(byte[] bytes, Definition.OfClass definition, Iterator<@Nullable Object> references)
            throws IOException {
        super(new ByteArrayInputStream(bytes));
        this.definition = definition;
        this.references = references;
        enableResolveObject(true);
    }

    /// @param values of the fields, in the order of the stream
    static Object make(Definition.OfClass definition, @Nullable Object[] values)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(TC_OBJECT);
        out.write(TC_CLASSDESC);
        out.write(TC_ENDBLOCKDATA); // no annotation
        out.write(TC_NULL); // no class above
        ObjectStreamField[] fields = definition.descriptor().getFields();
        List<@Nullable Object> references = new ArrayList<>();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].isPrimitive()) {
                write(values[i], out);
            }
        }
        for (int i = 0; i < fields.length; i++) {
            if (!fields[i].isPrimitive()) {
                out.write(TC_STRING);
                out.writeUTF("");
                references.add(values[i]);
            }
        }
        try (ForeignRecords in = new ForeignRecords(bytes.toByteArray(), definition, references.iterator())) {
            return in.readObject();
        }
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        switch (value) {
            case Boolean flag -> out.writeBoolean(flag);
            case Byte number -> out.writeByte(number);
            case Short number -> out.writeShort(number);
            case Character letter -> out.writeChar(letter);
            case Integer number -> out.writeInt(number);
            case Long number -> out.writeLong(number);
            case Float number -> out.writeFloat(number);
            case Double number -> out.writeDouble(number);
            case null, default -> throw new IllegalArgumentException("Not a primitive: " + value);
        }
    }

    @Override
    protected void readStreamHeader() {}

    @Override
    protected ObjectStreamClass readClassDescriptor() {
        return definition.descriptor();
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
        return definition.resolve();
    }

    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) {
        return object instanceof String && references.hasNext() ? references.next() : object;
    }
}
