package concurrent.futures.benchmarks;

import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.payload.BoxedList;
import concurrent.futures.benchmarks.payload.Bytes;
import concurrent.futures.benchmarks.payload.Doubles;
import concurrent.futures.benchmarks.payload.RecordMap;
import concurrent.futures.benchmarks.tiny.RoundTrip;
import concurrent.futures.benchmarks.tiny.TinyMap;
import concurrent.futures.benchmarks.tiny.TinyMapChunked;
import concurrent.futures.benchmarks.tiny.TinySubmit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Every workload there is, by name.
final class Workloads {
    private static final Map<String, Supplier<Workload>> BY_NAME = byName();

    private Workloads() {}

    private static Map<String, Supplier<Workload>> byName() {
        Map<String, Supplier<Workload>> all = new LinkedHashMap<>();
        add(all, TinySubmit.class, TinySubmit::new);
        add(all, TinyMap.class, TinyMap::new);
        add(all, TinyMapChunked.class, TinyMapChunked::new);
        add(all, RoundTrip.class, RoundTrip::new);
        add(all, Bytes.class, Bytes::new);
        add(all, Doubles.class, Doubles::new);
        add(all, BoxedList.class, BoxedList::new);
        add(all, RecordMap.class, RecordMap::new);
        return all;
    }

    private static <W extends Workload> void add(
            Map<String, Supplier<Workload>> all, Class<W> type, Supplier<? extends W> maker) {
        all.put(name(type), maker::get);
    }

    /// A class's name in words: `TinySubmit` is `tiny-submit`.
    static String name(Class<? extends Workload> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /// All names, in the order of the table.
    static List<String> names() {
        return new ArrayList<>(BY_NAME.keySet());
    }

    /// A workload.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    static Workload named(String name) {
        Supplier<Workload> maker = BY_NAME.get(name);
        if (maker == null) {
            throw new IllegalArgumentException("no workload '" + name + "'; there are " + String.join(", ", names()));
        }
        return maker.get();
    }
}
