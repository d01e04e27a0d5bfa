package concurrent.futures.benchmarks.codec;

import concurrent.futures.internal.wire.Blob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;

/// One value to bytes, or to bytes and back.
public class EncodeDecode {
    /// To bytes.
    ///
    /// @param ends the value
    /// @return the bytes
    @Benchmark
    public Blob encode(Ends ends) {
        return ends.encode();
    }

    /// To bytes and back.
    ///
    /// @param ends the value
    /// @return an equal value
    @Benchmark
    public @Nullable Object ours(Ends ends) {
        return ends.decode(ends.encode());
    }

    /// To bytes and back by plain Java serialisation, with streams of its own for each value.
    ///
    /// @param ends the value
    /// @return an equal value
    /// @throws IOException never, in memory
    /// @throws ClassNotFoundException never
    @Benchmark
    @SuppressWarnings("BanSerializableRead") // the bytes were written in the line before
    public Object jdk(Ends ends) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(ends.value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
