package concurrent.futures.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.internal.process.launch.death.Autopsy;
import concurrent.futures.internal.process.launch.death.CrashReport;
import concurrent.futures.internal.process.launch.death.KernelKills;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each cause that a process pool finds has its tag, by the sentences of the pool itself.
class CrashCauseTest {
    private static final KernelKills NEVER = new KernelKills(Long.MAX_VALUE, Long.MAX_VALUE);

    private static CrashCause of(int exitCode, @Nullable String ours, @Nullable String lastWords, String... stderr) {
        return CrashCause.of(new Autopsy(exitCode, ours, lastWords, List.of(stderr), List.of(), null, NEVER).cause());
    }

    @Test
    void exits() {
        assertEquals(CrashCause.EXIT, of(3, null, null));
        assertEquals(CrashCause.EXIT, of(3, null, "the task called System.exit at Main.main(Main.java:7)"));
        assertEquals(CrashCause.EXIT, of(3, null, "the initializer called System.exit"));
        assertEquals(CrashCause.EXIT, of(3, null, "its thread pinger called System.exit at Main.ping(Main.java:9)"));
        assertEquals(CrashCause.EXIT, of(3, null, "a virtual thread of it called System.exit"));
    }

    @Test
    void whatThePoolDid() {
        assertEquals(CrashCause.STOPPED, of(137, "killWorkers() was called", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Java heap space", "GC overhead limit exceeded", "Metaspace"})
    void exhaustedMemory(String detail) {
        assertEquals(CrashCause.HEAP, of(3, null, null, "java.lang.OutOfMemoryError: " + detail));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a task had exhausted its memory, and failed with that",
                "what it was sent did not fit into its heap: java.lang.OutOfMemoryError: Java heap space"
            })
    void exhaustedMemoryInLastWords(String lastWords) {
        assertEquals(CrashCause.HEAP, of(3, null, lastWords));
    }

    @ParameterizedTest
    @EnabledOnOs(OS.LINUX)
    @CsvSource({
        "137, SIGNAL",
        "143, SIGNAL",
        "130, SIGNAL",
        "152, SIGNAL",
        "134, SIGNAL",
        "139, SIGNAL",
        "138, SIGNAL",
    })
    void signals(int exitCode, CrashCause expected) {
        assertEquals(expected, of(exitCode, null, null));
    }

    @Test
    void crashes() {
        assertEquals(
                CrashCause.NATIVE_CRASH, ofReport("SIGSEGV (0xb) at pc=0x1, problematic frame: C [libc.so.6+0x1]"));
        assertEquals(CrashCause.SIGNAL, ofReport("SIGSEGV (0xb), sent by process 4711 of user 1000"));
        assertEquals(CrashCause.SYSTEM_MEMORY, ofReport("Native memory allocation (mmap) failed to map 16384 bytes"));
    }

    private static CrashCause ofReport(String headline) {
        CrashReport report = new CrashReport(Path.of("hs_err_pid4711.log"), headline);
        return CrashCause.of(new Autopsy(134, null, null, List.of(), List.of(), report, NEVER).cause());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelsOwnKills() {
        // Every kernel that tells has killed more often than less than never.
        KernelKills before = new KernelKills(-1, -1);
        String sentence = new Autopsy(137, null, null, List.of(), List.of(), null, before).cause();
        assertEquals(
                sentence.startsWith("the kernel") ? CrashCause.SYSTEM_MEMORY : CrashCause.SIGNAL,
                CrashCause.of(sentence));
        assertEquals(
                CrashCause.SYSTEM_MEMORY,
                CrashCause.of("the kernel killed it because the machine ran out of memory: use fewer workers"));
    }

    @Test
    void failedStarts() {
        assertEquals(CrashCause.START, of(1, null, null, "Unrecognized VM option 'Nonsense'"));
        assertEquals(
                CrashCause.START,
                of(
                        1,
                        null,
                        null,
                        "java.lang.UnsupportedClassVersionError: Main (this version of the Java Runtime only"
                                + " recognizes class file versions up to 65.0)"));
        assertEquals(CrashCause.START, CrashCause.of("the initializer failed"));
    }

    @Test
    void whatIsNotKnownIsOneMore() {
        assertEquals(CrashCause.OTHER, CrashCause.of("it failed between tasks: java.lang.IllegalStateException"));
        assertEquals("other", CrashCause.OTHER.tag());
    }
}
