package concurrent.futures.internal.wire.values;

import java.io.ObjectStreamException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What travels in the place of a few everyday values of the JDK that are not [Serializable]: a path, an
/// `Optional`, an entry of a map, and the views that `subList`, `keySet`, `values` and their like return, which
/// arrive as collections of their own.
final class StandIn {
    private StandIn() {}

    /// The stand-in for an object; the object itself if it has none.
    static Object of(Object object) {
        return switch (object) {
            case Path path when path.getFileSystem() == FileSystems.getDefault() -> new OfPath(path.toString());
            case Optional<?> optional -> new OfOptional(optional.orElse(null));
            case Map.Entry<?, ?> entry
            when isOfTheJdk(entry) -> new AbstractMap.SimpleImmutableEntry<>(entry.getKey(), entry.getValue());
            case List<?> list when isOfTheJdk(list) -> new ArrayList<>(list);
            case Set<?> set when isOfTheJdk(set) -> new LinkedHashSet<>(set);
            case Collection<?> values when isOfTheJdk(values) && !(values instanceof Queue) -> new ArrayList<>(values);
            case Map<?, ?> map when isOfTheJdk(map) -> new LinkedHashMap<>(map);
            default -> object;
        };
    }

    private static boolean isOfTheJdk(Object object) {
        return object.getClass().getModule() == Object.class.getModule();
    }

    private record OfPath(String path) implements Serializable {
        @Serial
        private Object readResolve() throws ObjectStreamException {
            return Path.of(path);
        }
    }

    private record OfOptional(@Nullable Object value) implements Serializable {
        @Serial
        private Object readResolve() throws ObjectStreamException {
            return Optional.ofNullable(value);
        }
    }
}
