package concurrent.futures.cluster;

import java.time.Duration;

/// A driver whose task does not end.
final class DriverProgram {
    private DriverProgram() {}

    public static void main(String[] arguments) {
        String door = arguments[1];
        try (ClusterExecutor executor = ClusterExecutor.builder()
                .clusterName(TwoAgents.CLUSTER)
                .seeds(arguments[0])
                .cancelGrace(Duration.ofMillis(200))
                .build()) {
            executor.submit(() -> Doorstep.knock(door)).result();
        }
    }
}
