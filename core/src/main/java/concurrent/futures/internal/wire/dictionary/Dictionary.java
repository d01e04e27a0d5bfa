package concurrent.futures.internal.wire.dictionary;

import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.ByteSink;
import concurrent.futures.internal.wire.Frame;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The definitions that encoded values refer to by number: class descriptors and the shapes of lambdas, each
/// written once per connection instead of once per value. The encoding side; its counterpart is
/// [DictionaryReplica].
///
/// Thread-safe, append-only: an entry never changes, but for those of a class loader that is gone, which nothing can
/// refer to any more: nothing is left of them but their number. One per pool in the parent, one per worker. No class is
/// kept alive by it: what is remembered about a class hangs on the class itself.
public final class Dictionary {
    static final byte CLASS = 'C';
    static final byte LAMBDA = 'L';
    static final byte GONE = 'G';

    private static final int UNKNOWN = -1;

    private final LoaderNumbers loaders;
    private final List<byte[]> entries = new ArrayList<>();
    private final ConcurrentMap<LambdaShape, Integer> shapes = new ConcurrentHashMap<>();

    /// A box of a type of the JDK, so that the class does not reach this library through it.
    private final ClassValue<int[]> classes = new ClassValue<>() {
        @Override
        protected int[] computeValue(Class<?> type) {
            return new int[] {UNKNOWN};
        }
    };

    /// An empty dictionary; `loaders` tells classes of one name apart.
    public Dictionary(LoaderNumbers loaders) {
        this.loaders = loaders;
    }

    /// How many definitions there are now.
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    /// Returns the bytes of one definition; not a copy.
    ///
    /// @throws IndexOutOfBoundsException if there is no such entry
    public byte[] entry(int id) {
        synchronized (entries) {
            return entries.get(id);
        }
    }

    /// The frame that brings a peer, which has the first `from` definitions, up to having the first `to`.
    ///
    /// @throws IndexOutOfBoundsException if there are not so many
    public Frame.Define definitions(int from, int to) {
        synchronized (entries) {
            return new Frame.Define(from, List.copyOf(entries.subList(from, to)));
        }
    }

    /// The number of a class loader, for the peer.
    public int loaderNumber(@Nullable ClassLoader loader) {
        return loaders.numberOf(loader);
    }

    /// The number of a class descriptor, which is added if it is new.
    public int idOf(ObjectStreamClass descriptor) throws IOException {
        Class<?> type = descriptor.forClass();
        int[] box = classes.get(type);
        int known = box[0];
        return known != UNKNOWN ? known : add(box, descriptor, elementType(type));
    }

    private int add(int[] box, ObjectStreamClass descriptor, Class<?> type) throws IOException {
        ByteSink sink = new ByteSink();
        sink.write(CLASS);
        sink.writeVarint(loaderNumber(type.getClassLoader()));
        ClassDescriptors.write(descriptor, sink);
        synchronized (entries) {
            if (box[0] == UNKNOWN) {
                box[0] = append(sink);
            }
            return box[0];
        }
    }

    /// The number of a lambda's shape, which is added if it is new.
    public int idOf(LambdaShape shape) {
        return shapes.computeIfAbsent(shape, new Function<>() {
            @Override
            public Integer apply(LambdaShape added) {
                return add(added);
            }
        });
    }

    private int add(LambdaShape shape) {
        ByteSink sink = new ByteSink();
        try {
            sink.write(LAMBDA);
            shape.writeTo(sink);
        } catch (IOException tooLarge) {
            throw new UncheckedIOException(tooLarge);
        }
        synchronized (entries) {
            return append(sink);
        }
    }

    /// Drops what belongs to class loaders that are gone.
    ///
    /// @param gone their numbers
    public void forget(Collection<Integer> gone) {
        shapes.keySet().removeIf(shape -> gone.contains(shape.loader()));
        synchronized (entries) {
            entries.replaceAll(entry -> gone.contains(Definition.loaderOf(entry)) ? new byte[] {GONE} : entry);
        }
    }

    private int append(ByteSink sink) {
        entries.add(Body.join(sink.toBody()));
        return entries.size() - 1;
    }

    private static Class<?> elementType(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element;
    }
}
