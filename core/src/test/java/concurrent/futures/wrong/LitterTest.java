package concurrent.futures.wrong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import concurrent.futures.internal.process.launch.LaunchChoices;
import concurrent.futures.internal.process.launch.Launcher;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// The kit finds whatever a test leaves behind.
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the system does not tell about descriptors and mappings")
class LitterTest {
    private static final List<AutoCloseable> LEFT = new ArrayList<>();
    private static Litter litter = Litter.NOTHING;

    enum Litter {
        NOTHING,
        THREAD,
        PROCESS,
        PIPE,
        SOCKET,
        DIRECTORY,
        PAGE;

        void leave() throws Exception {
            switch (this) {
                case NOTHING -> {}
                case THREAD -> {
                    CountDownLatch end = new CountDownLatch(1);
                    Thread.ofPlatform().name("litter").daemon(true).start(() -> {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
                    LEFT.add(end::countDown);
                }
                case PROCESS -> {
                    Process process = new ProcessBuilder("sleep", "1000")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .start();
                    LEFT.add(process::destroyForcibly);
                }
                case PIPE -> {
                    Pipe pipe = Pipe.open();
                    LEFT.add(pipe.source());
                    LEFT.add(pipe.sink());
                }
                case SOCKET -> LEFT.add(ServerSocketChannel.open());
                case DIRECTORY -> LEFT.add(new Launcher(LaunchChoices.of(1).settings()));
                case PAGE -> {
                    try (Launcher launcher = new Launcher(LaunchChoices.of(1).settings())) {
                        Path file = launcher.directory().path().resolve("page");
                        ClaimPage page = ClaimPage.create(file);
                        LEFT.add(page);
                        Files.delete(file);
                    }
                }
            }
        }
    }

    /// Run by the test alone.
    @ExtendWith(NothingLeftBehind.class)
    static class Litterer {
        @Test
        void leavesIt() throws Exception {
            litter.leave();
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsFound(Litter kind) throws Exception {
        litter = kind;
        List<String> failures = new ArrayList<>();
        try {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(Litterer.class))
                    .configurationParameter(NothingLeftBehind.GRACE_MILLIS, "100")
                    .build();
            LauncherFactory.create().execute(request, new TestExecutionListener() {
                @Override
                public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                    result.getThrowable().ifPresent(failure -> failures.add(failure.getMessage()));
                }
            });
        } finally {
            for (AutoCloseable left : LEFT) {
                left.close();
            }
            LEFT.clear();
        }
        if (kind == Litter.NOTHING) {
            assertEquals(List.of(), failures);
        } else {
            assertEquals(1, failures.size(), failures::toString);
            assertTrue(failures.getFirst().startsWith("left behind: "), failures::toString);
        }
    }
}
