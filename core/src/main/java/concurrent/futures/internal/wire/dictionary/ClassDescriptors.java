package concurrent.futures.internal.wire.dictionary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;

/// A class descriptor of Java serialisation as bytes of its own, apart from any stream.
///
/// Only the streams of the JDK can read and write all of a descriptor, so each one gets a stream to itself.
final class ClassDescriptors {
    private ClassDescriptors() {}

    static void write(ObjectStreamClass descriptor, OutputStream to) throws IOException {
        Writer writer = new Writer(to);
        writer.writeClassDescriptor(descriptor);
        writer.flush();
    }

    static ObjectStreamClass read(byte[] bytes) throws IOException, ClassNotFoundException {
        return new Reader(bytes).readClassDescriptor();
    }

    private static final class Writer extends ObjectOutputStream {
        Writer(OutputStream to) throws IOException {
            super(to);
        }

        @Override
        protected void writeStreamHeader() {}

        @Override
        protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
            super.writeClassDescriptor(descriptor);
        }
    }

    private static final class Reader extends ObjectInputStream {
        Reader(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected void readStreamHeader() {}

        @Override
        protected ObjectStreamClass readClassDescriptor() throws IOException, ClassNotFoundException {
            return super.readClassDescriptor();
        }
    }
}
