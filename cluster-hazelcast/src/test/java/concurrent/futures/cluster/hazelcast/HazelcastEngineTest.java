package concurrent.futures.cluster.hazelcast;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineContract;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HazelcastEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return Engines.named("hazelcast");
    }

    @Override
    protected int freePort() {
        return Ports.free();
    }

    @Test
    void itStaysOnThisMachineUnlessTheNetworkIsTrusted() {
        ClusterException refused =
                assertThrows(ClusterException.class, () -> Configuration.of(at("192.0.2.1"), new byte[0]));
        assertTrue(refused.getMessage().contains("trustedNetwork"), refused::getMessage);
        ClusterException curious = assertThrows(
                ClusterException.class, () -> Configuration.of(at("127.0.0.1", "192.0.2.1:17900"), new byte[0]));
        assertTrue(curious.getMessage().contains("look for others"), curious::getMessage);
    }

    @Test
    void certificatesAreRefusedRatherThanForgotten() {
        EngineSettings settings = new EngineSettings(
                "c",
                "127.0.0.1",
                0,
                true,
                new EngineSettings.Discovery.Seeds(List.of()),
                new EngineSettings.Security(Path.of("a"), Path.of("b"), Path.of("c")),
                Duration.ofSeconds(1),
                1);
        assertThrows(ClusterException.class, () -> Configuration.of(settings, new byte[0]));
    }

    private static EngineSettings at(String address, String... seeds) {
        return new EngineSettings(
                "c",
                address,
                0,
                true,
                new EngineSettings.Discovery.Seeds(List.of(seeds)),
                null,
                Duration.ofSeconds(1),
                1);
    }
}
