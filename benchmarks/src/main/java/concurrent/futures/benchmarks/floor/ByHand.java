package concurrent.futures.benchmarks.floor;

import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// 32 JVMs that are started by hand, one right after the other and with the options that start them soonest, until
/// each has called back: what 32 workers are compared with.
///
/// Warm-up: one JVM.
public final class ByHand implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        start(1);
        return Figures.of("time", start(scale.of(2, 32)));
    }

    private static double start(int count) throws IOException {
        List<ChildJvm> jvms = new ArrayList<>();
        long start = System.nanoTime();
        try (Rendezvous rendezvous = Rendezvous.open()) {
            for (int i = 0; i < count; i++) {
                jvms.add(ChildJvm.start(ChildJvm.QUICK, Visitor.class, Integer.toString(rendezvous.port())));
            }
            rendezvous.await(count);
            return (System.nanoTime() - start) / 1e9;
        } finally {
            jvms.forEach(ChildJvm::close);
        }
    }

    /// One of the JVMs.
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
}
