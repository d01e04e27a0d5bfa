package concurrent.futures.cluster.internal.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
    private static final Discovery SEEDS = new Discovery.Seeds(List.of("127.0.0.1:17800", "[::1]:17801"));

    @Test
    void portsOutOfRangeAreRefusedWithTheLimits() {
        assertRefused("the port of this node must be from 0 to 65535, but is -1", "c", -1, SEEDS);
        assertRefused("the port of this node must be from 0 to 65535, but is 70000", "c", 70_000, SEEDS);
        assertRefused(
                "the port of the members at 'agents' must be from 1 to 65535, but is 0",
                "c",
                0,
                new Discovery.Dns("agents", 0));
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        for (String name : List.of("", "a b", "../a", "a".repeat(64))) {
            assertRefused(
                    "the name '" + name + "' of a cluster may have letters, digits, '.', '_' and '-', 63 at most, and"
                            + " begins with one of the first two",
                    name,
                    0,
                    SEEDS);
        }
    }

    @Test
    void aSeedsPortOutOfRangeIsNamedWithTheLimits() {
        for (String number : List.of("0", "99999")) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class, () -> new Discovery.Seeds(List.of("localhost:" + number)));
            assertEquals(
                    "the port of the seed 'localhost:" + number + "' must be from 1 to 65535, but is " + number,
                    refused.getMessage());
        }
    }

    @Test
    void seedsThatAreNoAddressesAreRefused() {
        for (String seed : List.of("host", "host:", ":17800", "host:70000", "host:x", "")) {
            assertThrows(IllegalArgumentException.class, () -> new Discovery.Seeds(List.of(seed)), seed);
        }
    }

    @Test
    void aNodeKnowsWhetherItIsASeed() {
        assertTrue(settings("c", "127.0.0.1", 17_800, SEEDS).isAmongSeeds());
        assertTrue(settings("c", "::1", 17_801, SEEDS).isAmongSeeds());
        assertFalse(settings("c", "127.0.0.1", 17_801, SEEDS).isAmongSeeds());
        assertFalse(settings("c", "127.0.0.1", 17_800, new Discovery.Dns("127.0.0.1", 17_800))
                .isAmongSeeds());
    }

    private static void assertRefused(String message, String name, int port, Discovery discovery) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> settings(name, "127.0.0.1", port, discovery))
                        .getMessage());
    }

    private static EngineSettings settings(String name, String address, int port, Discovery discovery) {
        return new EngineSettings(name, address, port, true, discovery, null, Duration.ofSeconds(1), 1);
    }
}
