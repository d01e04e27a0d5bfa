package concurrent.futures.benchmarks.tiny;

import concurrent.futures.MapOptions;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;

/// [TinyMap], with 1,000 elements in a task.
public final class TinyMapChunked implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        return TinyMap.measure(scale, MapOptions.defaults().withChunkSize(1_000));
    }
}
