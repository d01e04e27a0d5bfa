package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSettingsTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void valuesOutOfRangeAreRefusedByNameAndLimit() {
        String word = " must be one word, of 1 to 255 characters without white space and commas, but is '";
        assertRefused("the agent's name" + word + "'", "", 1, "gpu", 0);
        assertRefused("label" + word + "'", "a", 1, "", 0);
        assertRefused("label" + word + "a b'", "a", 1, "a b", 0);
        assertRefused("label" + word + "a,b'", "a", 1, "a,b", 0);
        assertRefused(
                "slots must be from 1 to 4096, but is 100000: each is a process of its own", "a", 100_000, "gpu", 0);
        assertRefused("the heap of a worker must be at least 16 MiB, but is 1 MiB", "a", 1, "gpu", MIB);
        assertEquals(Set.of("gpu=a100"), settings("a", 1, "gpu=a100", 16 * MIB).labels());
    }

    @Test
    void anAgentThatCanKeepNoJarsDoesNotStart() throws Exception {
        Files.createFile(folder.resolve("jars"));
        for (String place : List.of("jars", "jars/below")) {
            AgentSettings settings = settings("a", 1, "gpu", 0, folder.resolve(place));
            ClusterException refused = assertThrows(
                    ClusterException.class,
                    () -> Agent.start(settings, new MemoryEngine(new MemoryNetwork()))
                            .close());
            assertTrue(refused.getMessage().contains("--jars"), refused::getMessage);
            assertTrue(refused.getMessage().contains(folder.resolve("jars") + ": "), refused::getMessage);
        }
    }

    private void assertRefused(String message, String name, int slots, String label, long heap) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> settings(name, slots, label, heap))
                        .getMessage());
    }

    private AgentSettings settings(String name, int slots, String label, long heap) {
        return settings(name, slots, label, heap, folder);
    }

    private static AgentSettings settings(String name, int slots, String label, long heap, Path jars) {
        return new AgentSettings(
                name,
                slots,
                Set.of(label),
                heap,
                jars,
                AgentSettings.JAR_BYTES,
                AgentSettings.LARGEST_VALUE,
                Duration.ofSeconds(1),
                /* startupCache= */ false,
                new EngineSettings(
                        "c",
                        "127.0.0.1",
                        0,
                        true,
                        new EngineSettings.Discovery.Seeds(List.of()),
                        null,
                        Duration.ofSeconds(1),
                        1 << 20));
    }
}
