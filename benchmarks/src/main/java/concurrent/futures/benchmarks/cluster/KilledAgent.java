package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;

/// How long it takes until the task of an agent fails that is killed by SIGKILL.
///
/// Warm-up: none.
public final class KilledAgent implements Workload {
    @Override
    public Figures measure(Scale scale) throws IOException, InterruptedException {
        return Loss.measure(scale.of(1, 5, 15), "KILL");
    }
}
