package concurrent.futures.cluster.internal.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackRuleTest {
    private static final Security SECURITY = new Security(Path.of("a"), Path.of("b"), Path.of("c"));

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "[::1]", "::ffff:127.0.0.1", "localhost"})
    void withoutCertificatesANodeIsOnLoopback(String address) {
        assertTrue(LoopbackRule.check(at(address, null)).isLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.1", "2001:db8::1", "fe80::1", "::ffff:192.0.2.1", "169.254.1.1", "0.0.0.0", "::", "0"})
    void noOtherAddressIsTakenWithoutThem(String address) {
        ClusterException refused = assertThrows(ClusterException.class, () -> LoopbackRule.check(at(address, null)));
        assertTrue(refused.getMessage().contains("futures cluster init"), refused::getMessage);
    }

    @Test
    void withCertificatesANodeHasOneAddress() {
        assertEquals("192.0.2.1", LoopbackRule.check(at("192.0.2.1", SECURITY)).getHostAddress());
        assertThrows(ClusterException.class, () -> LoopbackRule.check(at("0.0.0.0", SECURITY)));
        assertThrows(ClusterException.class, () -> LoopbackRule.check(at("::", SECURITY)));
        assertThrows(ClusterException.class, () -> LoopbackRule.check(at("no-such-host.invalid", SECURITY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1:17800", "[2001:db8::1]:17800", "2001:db8::1:17800"})
    void nobodyIsLookedForElsewhereWithoutThem(String seed) {
        ClusterException refused = assertThrows(
                ClusterException.class,
                () -> LoopbackRule.check(at("127.0.0.1", null, new Discovery.Seeds(List.of(seed)))));
        assertTrue(refused.getMessage().contains("futures cluster init"), refused::getMessage);
        assertThrows(
                ClusterException.class,
                () -> LoopbackRule.check(at("127.0.0.1", null, new Discovery.Dns("192.0.2.1", 1))));
        assertTrue(LoopbackRule.check(at("127.0.0.1", SECURITY, new Discovery.Seeds(List.of(seed))))
                .isLoopbackAddress());
    }

    /// A name may have another address by the time it is looked up again, and a folder tells others.
    @Test
    void aNodeWithoutThemGoesNowhereElse() throws Exception {
        for (InetSocketAddress elsewhere : List.of(
                new InetSocketAddress("192.0.2.1", 1),
                new InetSocketAddress("0.0.0.0", 1),
                InetSocketAddress.createUnresolved("localhost", 1))) {
            ConnectException refused = assertThrows(ConnectException.class, () -> LoopbackRule.checkWay(elsewhere));
            assertTrue(refused.getMessage().contains("without certificates"), refused::getMessage);
        }
        LoopbackRule.checkWay(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    }

    private static EngineSettings at(String address, @Nullable Security security) {
        return at(address, security, new Discovery.Seeds(List.of("127.0.0.1:17800", "[::1]:17800")));
    }

    private static EngineSettings at(String address, @Nullable Security security, Discovery discovery) {
        return new EngineSettings("c", address, 0, true, discovery, security, Duration.ofSeconds(1), 1);
    }
}
