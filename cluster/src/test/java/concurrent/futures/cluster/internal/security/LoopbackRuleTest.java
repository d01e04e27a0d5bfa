package concurrent.futures.cluster.internal.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoopbackRuleTest {
    private static final Security SECURITY = new Security(Path.of("a"), Path.of("b"), Path.of("c"));

    @Test
    void withoutCertificatesANodeIsOnLoopback() {
        assertEquals("127.0.0.1", LoopbackRule.check(at("127.0.0.1", null)).getHostAddress());
        assertTrue(LoopbackRule.check(at("::1", null)).isLoopbackAddress());
        ClusterException refused =
                assertThrows(ClusterException.class, () -> LoopbackRule.check(at("192.0.2.1", null)));
        assertTrue(refused.getMessage().contains("futures cluster init"), refused::getMessage);
        assertEquals("192.0.2.1", LoopbackRule.check(at("192.0.2.1", SECURITY)).getHostAddress());
    }

    @Test
    void aNodeHasOneAddress() {
        assertThrows(ClusterException.class, () -> LoopbackRule.check(at("0.0.0.0", SECURITY)));
        assertThrows(ClusterException.class, () -> LoopbackRule.check(at("::", null)));
    }

    private static EngineSettings at(String address, @Nullable Security security) {
        return new EngineSettings(
                "c",
                address,
                0,
                true,
                new EngineSettings.Discovery.Seeds(List.of()),
                security,
                Duration.ofSeconds(1),
                1);
    }
}
