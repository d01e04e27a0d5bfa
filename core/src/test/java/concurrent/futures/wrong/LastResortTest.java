package concurrent.futures.wrong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import concurrent.futures.kit.LastResort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// Tests that are stuck, and heed no interrupt, in a JVM of their own.
class LastResortTest {
    /// Run by the test alone.
    static class Stuck {
        @Test
        void waitsForWhatNeverComes() {
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    System.err.println("was interrupted, and goes on");
                }
            }
        }
    }

    /// What is started in the other JVM.
    public static final class Program {
        private Program() {}

        public static void main(String[] args) {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(Stuck.class))
                            .build());
        }
    }

    @Test
    void aTestThatIsStuckEndsItsJvmAndTellsWhereItIs() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + LastResort.LIMIT + "=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Program.class.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String told = new String(jvm.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(LastResort.STATUS, jvm.waitFor(), told);
            assertTrue(told.contains("STUCK for 1 s, and ended: waitsForWhatNeverComes()"), told);
            assertTrue(told.contains("LastResortTest$Stuck.waitsForWhatNeverComes"), told);
        } finally {
            jvm.destroyForcibly();
        }
    }
}
