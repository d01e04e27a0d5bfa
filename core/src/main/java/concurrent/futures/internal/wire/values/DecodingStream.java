package concurrent.futures.internal.wire.values;

import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.dictionary.Definition;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.throwables.ThrowableInput;
import concurrent.futures.internal.wire.throwables.ThrowableRebuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.StreamCorruptedException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/// The counterpart of [EncodingStream]. Reads many values, one after the other. Not thread-safe.
final class DecodingStream extends ObjectInputStream implements ThrowableInput {
    /// What is read between two values, so that the stream keeps none of their objects: "forget all", and a
    /// `null`.
    private static final byte[] FORGET = {TC_RESET, TC_NULL};

    private final DictionaryReplica replica;
    private final Input input;
    private Definition.@Nullable OfClass latest;
    private @Nullable ThrowableRebuilder throwables;

    private DecodingStream(DictionaryReplica replica, Input input) throws IOException {
        super(input);
        this.replica = replica;
        this.input = input;
    }

    static DecodingStream of(DictionaryReplica replica) throws IOException {
        return new DecodingStream(replica, new Input());
    }

    /// Goes on with these bytes.
    void feed(byte[] bytes, int from, int to) {
        input.set(bytes, from, to);
    }

    /// Forgets all objects that were read, and the bytes.
    void startOver() throws IOException, ClassNotFoundException {
        feed(FORGET, 0, FORGET.length);
        readObject();
        feed(Body.EMPTY, 0, 0);
        throwables = null;
    }

    /// Whether another value may be read from this stream. A filter counts objects over the whole life of a
    /// stream, so where the application has set one, each value gets a stream to itself.
    boolean isReusable() {
        return getObjectInputFilter() == null;
    }

    /// Sets where a reference to a throwable among the objects points to.
    void throwables(ThrowableRebuilder rebuilder) {
        throwables = rebuilder;
    }

    @Override
    public Throwable throwableAt(int index) throws InvalidObjectException {
        ThrowableRebuilder known = throwables;
        if (known == null) {
            throw new InvalidObjectException("Reference to throwable " + index + " outside of a throwable");
        }
        return known.at(index);
    }

    Definition.OfLambda lambdaAt(int id) {
        return replica.lambdaAt(id);
    }

    @Override
    protected void readStreamHeader() {}

    @Override
    protected ObjectStreamClass readClassDescriptor() throws IOException {
        int id = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            int b = readUnsignedByte();
            id |= (b & 0x7f) << shift;
            if (b <= 0x7f) {
                Definition.OfClass found = replica.classAt(id);
                latest = found;
                return found.descriptor();
            }
        }
        throw new StreamCorruptedException("Number of a class descriptor is longer than the limit of 5 bytes");
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
        Definition.OfClass found = latest;
        if (found == null || found.descriptor() != descriptor) {
            throw new ClassNotFoundException(descriptor.getName() + ": not in its turn");
        }
        return found.resolve();
    }

    @Override
    protected Class<?> resolveProxyClass(String[] names) throws IOException, ClassNotFoundException {
        Class<?>[] interfaces = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            interfaces[i] = replica.resolver().resolve(readInt(), names[i]);
        }
        return proxyClass(interfaces);
    }

    /// In the first loader that sees all the interfaces.
    @SuppressWarnings("deprecation") // the class is needed without an instance, as in ObjectInputStream itself
    private static Class<?> proxyClass(Class<?>[] interfaces) throws ClassNotFoundException {
        IllegalArgumentException refused = null;
        for (Class<?> type : interfaces) {
            try {
                return Proxy.getProxyClass(type.getClassLoader(), interfaces);
            } catch (IllegalArgumentException e) {
                refused = e;
            }
        }
        if (refused == null) {
            return Proxy.getProxyClass(DecodingStream.class.getClassLoader(), interfaces);
        }
        throw new ClassNotFoundException("No class loader sees all interfaces of the proxy", refused);
    }

    private static final class Input extends InputStream {
        private byte[] bytes = Body.EMPTY;
        private int at;
        private int end;

        void set(byte[] next, int from, int to) {
            bytes = next;
            at = from;
            end = to;
        }

        @Override
        public int read() {
            return at < end ? bytes[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == end) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, end - at);
            System.arraycopy(bytes, at, into, offset, count);
            at += count;
            return count;
        }

        @Override
        public int available() {
            return end - at;
        }
    }
}
