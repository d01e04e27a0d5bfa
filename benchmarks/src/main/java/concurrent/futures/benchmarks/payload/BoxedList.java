package concurrent.futures.benchmarks.payload;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A list of a million boxed integers, echoed.
///
/// In a heap of 1 GB, as the runner starts it. Warm-up: fifteen echoes.
public final class BoxedList implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        List<Integer> value = IntStream.range(0, scale.of(10_000, 1_000_000))
                .boxed()
                .collect(Collectors.toCollection(ArrayList::new));
        return Figures.of("time", Echo.measure(scale, value, List::hashCode).median());
    }
}
