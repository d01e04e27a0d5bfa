package concurrent.futures.internal.wire.values;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameReader;
import concurrent.futures.internal.wire.FrameWriter;
import concurrent.futures.internal.wire.dictionary.ClassResolver;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.throwables.Origin;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Both ends of a wire in one process: what is encoded goes through frames, cut into pieces, and is decoded from
/// a replica of its own.
public final class Wire {
    public final Dictionary dictionary;
    public final DictionaryReplica replica;
    public final ObjectEncoder encoder;
    public final ObjectDecoder decoder;
    private final FrameWriter writer = new FrameWriter();
    private final FrameReader reader = new FrameReader();
    private final ByteBuffer pipe = ByteBuffer.allocateDirect(977);

    public Wire() {
        this(new LoaderTable());
    }

    public Wire(LoaderTable loaders) {
        this(loaders, loaders);
    }

    public Wire(LoaderNumbers numbers, ClassResolver resolver) {
        dictionary = new Dictionary(numbers);
        replica = new DictionaryReplica(resolver);
        encoder = new ObjectEncoder(dictionary);
        decoder = new ObjectDecoder(replica);
    }

    /// The value as it arrives.
    @SuppressWarnings("unchecked") // the type of what was sent
    public <T extends @Nullable Object> T send(T value) {
        return (T) decoder.decode(transport(encoder.encode(value)));
    }

    public Throwable sendThrowable(Throwable throwable, @Nullable Origin origin) {
        return decoder.decodeThrowable(transport(encoder.encodeThrowable(throwable)), origin);
    }

    /// A blob as it is received, with all that it needs defined.
    public Blob transport(Blob blob) {
        define(blob.requiredDefinitions());
        return ((Frame.Result) transport(new Frame.Result(1, 2, 3, blob)).getFirst()).outcome();
    }

    public void define(int required) {
        if (required > replica.size()) {
            replica.accept((Frame.Define)
                    transport(dictionary.definitions(replica.size(), required)).getFirst());
        }
    }

    public List<Frame> transport(Frame frame) {
        writer.append(frame);
        List<Frame> received = new ArrayList<>();
        while (writer.pending() > 0) {
            writer.drainTo(pipe.clear());
            pipe.flip();
            for (Frame next = reader.read(pipe); next != null; next = reader.read(pipe)) {
                received.add(next);
            }
        }
        return received;
    }
}
