package concurrent.futures.cluster.internal.agent.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.kit.NothingLeftBehind;
import concurrent.futures.kit.Watchdog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Jars on disk, which several agents share.
@ExtendWith({Watchdog.class, NothingLeftBehind.class})
class JarCacheTest {
    private static final int JARS = 1_000;

    @TempDir
    private Path folder;

    /// A jar is used, which changes its time, while another agent looks what was not used for long.
    @Test
    void jarsMayBeUsedWhileItIsLookedWhichWereNot() throws Exception {
        List<Path> jars = new ArrayList<>();
        for (int i = 0; i < JARS; i++) {
            jars.add(Files.writeString(folder.resolve(String.format("%064x.jar", i)), ""));
        }
        AtomicBoolean isOver = new AtomicBoolean();
        Thread others = Thread.ofPlatform().start(() -> {
            Random random = new Random(1);
            while (!isOver.get()) {
                setTime(jars.get(random.nextInt(JARS)), random.nextInt());
            }
        });
        try {
            JarCache cache = new JarCache(folder, Long.MAX_VALUE);
            for (int i = 0; i < 50; i++) {
                byte[] content = {(byte) i};
                Path source = Files.write(folder.resolve("source"), content);
                Jar jar = new Jar("job.jar", content.length, JarCache.hash(source));
                assertEquals(i, Files.readAllBytes(cache.use(jar, file -> Files.write(file, content)))[0]);
                cache.release(jar.hash());
            }
        } finally {
            isOver.set(true);
            others.join();
        }
    }

    private static void setTime(Path file, int seconds) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
