package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;

/// How long it takes until the task of an agent fails that is stopped by SIGSTOP.
///
/// Warm-up: none. The smoke test, which has no time for that, kills it.
public final class FrozenAgent implements Workload {
    @Override
    public Figures measure(Scale scale) throws IOException, InterruptedException {
        return Loss.measure(scale.of(1, 2, 5), scale == Scale.SMOKE ? "KILL" : "STOP");
    }
}
