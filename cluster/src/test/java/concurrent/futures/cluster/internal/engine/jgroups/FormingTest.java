package concurrent.futures.cluster.internal.engine.jgroups;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.Ports;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Nodes find each other whoever comes first: `s` is the seed, the others look for it.
class FormingTest {
    /// All 24 there are.
    static Stream<String> orders() {
        return orders("", "sabc");
    }

    private static Stream<String> orders(String begin, String rest) {
        return rest.isEmpty()
                ? Stream.of(begin)
                : rest.chars()
                        .mapToObj(node -> String.valueOf((char) node))
                        .flatMap(node -> orders(begin + node, rest.replace(node, "")));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void nodesFindEachOtherInEveryOrder(String order) throws Exception {
        int port = Ports.free();
        List<RecordingInbox> inboxes = new ArrayList<>();
        List<Future<Membership>> joining = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < order.length(); i++) {
                char node = order.charAt(i);
                if (node == 's') {
                    Ports.awaitLookers(port, joining.size());
                }
                RecordingInbox inbox = new RecordingInbox();
                inboxes.add(inbox);
                joining.add(threads.submit(join(order, port, String.valueOf(node), inbox)));
                if (node == 's') {
                    inbox.awaitView(view -> !view.nodes().isEmpty());
                }
            }
            for (RecordingInbox inbox : inboxes) {
                inbox.awaitView(view -> view.nodes().size() == order.length());
            }
            Membership first = joining.getFirst().get();
            for (Future<Membership> each : joining) {
                assertEquals(first.view().nodes(), each.get().view().nodes());
            }
            for (Future<Membership> each : joining) {
                each.get().close();
            }
        }
    }

    private static Callable<Membership> join(String order, int port, String name, RecordingInbox inbox) {
        boolean isSeed = name.equals("s");
        EngineSettings settings = new EngineSettings(
                "forming-" + order,
                "127.0.0.1",
                isSeed ? port : 0,
                isSeed,
                new Discovery.Seeds(List.of("127.0.0.1:" + port)),
                null,
                Duration.ofSeconds(10),
                1 << 20);
        NodeCard card = new NodeCard(NodeCard.Role.AGENT, name, 1, Set.of(), "1", 1, 25);
        return () -> Engines.named("jgroups").join(settings, card, inbox);
    }
}
