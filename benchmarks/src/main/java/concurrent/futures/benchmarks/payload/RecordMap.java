package concurrent.futures.benchmarks.payload;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/// A map of 100,000 strings to records, echoed.
///
/// In a heap of 1 GB, as the runner starts it. Warm-up: fifteen echoes.
public final class RecordMap implements Workload {
    /// A value of the map.
    ///
    /// @param id a number
    /// @param name a text, of its own
    /// @param score a fraction
    public record Entry(int id, String name, double score) implements Serializable {}

    @Override
    public Figures measure(Scale scale) throws Exception {
        int size = scale.of(1_000, 100_000);
        Map<String, Entry> value = HashMap.newHashMap(size);
        for (int i = 0; i < size; i++) {
            value.put("key-" + i, new Entry(i, "name-" + i, i / 4.0));
        }
        return Figures.of("time", Echo.measure(scale, value, Map::hashCode).median());
    }
}
