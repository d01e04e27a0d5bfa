package concurrent.futures.cluster.network;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.cluster.AgentInfo;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.Doorstep;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// A driver that does what a test says on its standard input, and tells what became of it. It ends with that.
final class DriverOnNetwork {
    private DriverOnNetwork() {}

    /// Runs it.
    ///
    /// @param arguments its address, the seed's address, the cluster's name, the folder of its certificate, and a
    ///     [Doorstep]
    public static void main(String[] arguments) {
        EngineSettings.Security security = EngineSettings.Security.in(Path.of(arguments[3]));
        String door = arguments[4];
        try (ClusterExecutor executor = ClusterExecutor.builder()
                        .clusterName(arguments[2])
                        .bindAddress(arguments[0])
                        .seeds(AgentOnNetwork.place(arguments[1]))
                        .security(security.keyStore(), security.trustStore(), security.password())
                        .joinTimeout(Duration.ofSeconds(60))
                        .cancelGrace(Duration.ofMillis(200))
                        .build();
                Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
            System.out.println("joined");
            while (in.hasNextLine()) {
                String[] words = in.nextLine().split(" ", -1);
                int number = Integer.parseInt(words[1]);
                switch (words[0]) {
                    case "agents" -> awaitAgents(executor, number);
                    case "knock" -> knock(executor, number, Integer.parseInt(words[2]), door);
                    case "map" -> map(executor, number);
                    case "echo" -> echo(executor, number);
                    case "statistics" -> statistics(executor.statistics());
                    default -> throw new IllegalArgumentException(words[0]);
                }
            }
            executor.shutdownNow();
        }
    }

    private static void awaitAgents(ClusterExecutor executor, int count) {
        while (executor.agents().stream()
                        .filter(agent -> agent.state() == AgentInfo.State.READY)
                        .count()
                != count) {
            LockSupport.parkNanos(10_000_000);
        }
        System.out.println("agents " + count);
    }

    private static void knock(ClusterExecutor executor, int count, int retries, String door) {
        for (int i = 0; i < count; i++) {
            executor.with(TaskOptions.defaults().withRetries(retries))
                    .submit(() -> Doorstep.knock(door))
                    .addDoneCallback(DriverOnNetwork::tell);
        }
    }

    private static void tell(Future<Long> ended) {
        Throwable failure = ended.exception();
        System.out.println(
                failure == null
                        ? "value " + ended.result()
                        : "failure " + failure.toString().replace('\n', ' '));
    }

    private static void map(ClusterExecutor executor, int count) {
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();
        long sum = executor.map(i -> i + 1, numbers).stream()
                .mapToLong(Integer::longValue)
                .sum();
        System.out.println("sum " + sum);
    }

    private static void echo(ClusterExecutor executor, int length) {
        byte[] there = new byte[length];
        Arrays.fill(there, (byte) 7);
        byte[] back = executor.submit(() -> there).result();
        System.out.println("echo " + Arrays.equals(there, back));
    }

    private static void statistics(ExecutorStatistics told) {
        System.out.println("statistics submitted " + told.submitted() + ", succeeded " + told.succeeded() + ", failed "
                + told.failed() + ", retried " + told.retried());
    }
}
