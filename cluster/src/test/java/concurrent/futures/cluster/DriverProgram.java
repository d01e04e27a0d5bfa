package concurrent.futures.cluster;

import concurrent.futures.WorkerCrashedException;
import java.time.Duration;

/// A driver whose task does not end by itself.
final class DriverProgram {
    /// The exit status if that was lost, and the executor could be closed.
    static final int LOST = 3;

    private DriverProgram() {}

    public static void main(String[] arguments) {
        String door = arguments[1];
        try (ClusterExecutor executor = ClusterExecutor.builder()
                .clusterName(TwoAgents.CLUSTER)
                .seeds(arguments[0])
                .cancelGrace(Duration.ofMillis(200))
                .build()) {
            executor.submit(() -> Doorstep.knock(door)).result();
        } catch (WorkerCrashedException e) {
            System.exit(LOST);
        }
    }
}
