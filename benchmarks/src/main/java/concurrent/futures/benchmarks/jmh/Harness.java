package concurrent.futures.benchmarks.jmh;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// JMH, told how large a run is to be.
final class Harness {
    private Harness() {}

    /// Runs the benchmarks of a class, each in a JVM of its own; in the smoke test in this one, and once.
    ///
    /// @param benchmarks the class
    /// @param scale how long
    /// @return operations per second, by the values of the parameters and the name of the method: `platform.ours`
    /// @throws RunnerException if a benchmark fails
    static Figures run(Class<?> benchmarks, Scale scale) throws RunnerException {
        // Options of the command line win over these.
        System.setProperty("jmh.ignoreLock", "true");
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmarks.getName().replace(".", "\\.") + "\\.")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (scale == Scale.SMOKE) {
            options.mode(Mode.SingleShotTime).forks(0).warmupIterations(0).measurementIterations(1);
        } else {
            options.mode(Mode.Throughput)
                    .forks(1)
                    .warmupIterations(scale.of(0, 3, 5))
                    .warmupTime(TimeValue.milliseconds(scale.of(0, 200, 1_000)))
                    .measurementIterations(scale.of(1, 3, 5))
                    .measurementTime(TimeValue.milliseconds(scale.of(0, 200, 1_000)));
        }
        Map<String, Double> scores = new TreeMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            String method = result.getParams().getBenchmark();
            StringBuilder name = new StringBuilder();
            for (String parameter : result.getParams().getParamsKeys()) {
                name.append(result.getParams().getParam(parameter)).append('.');
            }
            name.append(method.substring(method.lastIndexOf('.') + 1));
            double score = result.getPrimaryResult().getScore();
            scores.put(name.toString(), scale == Scale.SMOKE ? 1 / score : score);
        }
        return new Figures(scores);
    }
}
