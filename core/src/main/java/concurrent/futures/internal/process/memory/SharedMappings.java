package concurrent.futures.internal.process.memory;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;

/// The shared memory that this process has mapped. Thread-safe.
public final class SharedMappings {
    private static final Map<Long, Mapping> OPEN = new ConcurrentHashMap<>();
    private static final Set<LongConsumer> LISTENERS = ConcurrentHashMap.newKeySet();

    private SharedMappings() {}

    /// Makes memory that is this process's.
    ///
    /// @param bytes how much
    /// @return mapped
    /// @throws UncheckedIOException if there is no room
    public static Mapping allocate(long bytes) {
        // Drawn by lot, so that it means one memory in all processes; negative, as those of broadcasts.
        long number = ThreadLocalRandom.current().nextLong(Long.MIN_VALUE, 0);
        try {
            return keep(Mapping.ofOwn(number, bytes, MemoryHome.allocate(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("can not map " + bytes + " bytes of shared memory", e);
        }
    }

    /// Finds memory that has come from another process, or back.
    ///
    /// @param number of the memory
    /// @param bytes its size
    /// @param path of its file
    /// @return mapped here, once
    /// @throws InvalidObjectException if it was closed in the process that it belongs to
    public static synchronized Mapping find(long number, long bytes, Path path) throws InvalidObjectException {
        Mapping known = OPEN.get(number);
        if (known != null) {
            return known;
        }
        try {
            return keep(
                    MemoryHome.isHandedOver(path)
                            ? Mapping.ofOwn(number, bytes, MemoryHome.adopt(path))
                            : Mapping.ofOther(number, bytes, path));
        } catch (IOException e) {
            InvalidObjectException gone = new InvalidObjectException("shared memory of " + bytes
                    + " bytes is not there any more: it was closed before it was read here (" + e + ")");
            gone.initCause(e);
            throw gone;
        }
    }

    private static Mapping keep(Mapping mapping) {
        OPEN.put(mapping.number(), mapping);
        return mapping;
    }

    /// Tells whether memory is mapped here.
    ///
    /// @param number any number
    /// @return `true` if there is something to forget
    public static boolean has(long number) {
        return OPEN.containsKey(number);
    }

    /// The process that memory belongs to has closed it: it is unmapped here as well, if that can be.
    ///
    /// @param number any number
    public static void forget(long number) {
        Mapping mapping = OPEN.get(number);
        if (mapping != null) {
            try {
                mapping.close();
            } catch (IllegalStateException e) {
                // A thread that a task has left is in the midst of using it: it stays until this process ends.
                return;
            }
        }
    }

    /// A mapping is closed.
    static void closed(Mapping mapping, boolean forAll) {
        OPEN.remove(mapping.number(), mapping);
        if (forAll) {
            LISTENERS.forEach(listener -> listener.accept(mapping.number()));
        }
    }

    /// Adds who is told the numbers of memory of this process that is closed.
    ///
    /// @param listener must not block
    public static void addListener(LongConsumer listener) {
        LISTENERS.add(listener);
    }

    /// Takes out who was added.
    ///
    /// @param listener the same object
    public static void removeListener(LongConsumer listener) {
        LISTENERS.remove(listener);
    }
}
