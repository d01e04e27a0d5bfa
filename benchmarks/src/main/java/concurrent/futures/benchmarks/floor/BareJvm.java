package concurrent.futures.benchmarks.floor;

import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Processes;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A JVM that does nothing: from its start to the first line that it prints, with the options that start it soonest
/// and with none; what it occupies; and how long it runs on a processor in a second in which it sleeps.
///
/// Warm-up: two starts; and three seconds of rest for the one that sleeps.
public final class BareJvm implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int times = scale.of(1, 9, 25);
        double quick = start(scale.of(0, 2), times, ChildJvm.QUICK);
        double plain = start(scale.of(0, 2), times, List.of());
        try (Rendezvous rendezvous = Rendezvous.open();
                ChildJvm jvm = ChildJvm.start(ChildJvm.QUICK, Visitor.class, Integer.toString(rendezvous.port()))) {
            rendezvous.await(1);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(scale.of(1, 3_000)));
            double before = Processes.cpuSeconds(jvm.pid());
            int seconds = scale.of(0, 5, 10);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
            double cpu = (Processes.cpuSeconds(jvm.pid()) - before) / Math.max(1, seconds);
            return Figures.of("start", quick)
                    .and("plain-start", plain)
                    .and("memory", Processes.residentBytes(jvm.pid()))
                    .and("idle-cpu", cpu);
        }
    }

    private static double start(int warmUp, int times, List<String> options) throws Exception {
        return Samples.time(warmUp, times, () -> {
                    try (ChildJvm jvm = ChildJvm.start(options, Nothing.class)) {
                        Check.that("it prints a line", jvm.line().isEmpty());
                    }
                })
                .median();
    }

    /// A JVM that sleeps.
    static final class Visitor {
        private Visitor() {}

        /// Calls back, and stays until it is let go.
        ///
        /// @param args the port
        /// @throws IOException if nobody is there
        public static void main(String... args) throws IOException {
            Rendezvous.visit(Integer.parseInt(args[0]));
        }
    }

    /// The other JVM.
    static final class Nothing {
        private Nothing() {}

        /// Prints a line.
        ///
        /// @param args none
        public static void main(String... args) throws IOException {
            System.out.write('\n');
            System.out.flush();
        }
    }
}
