package concurrent.futures.internal.process.launch.death;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Deaths that are hard to bring about on every machine.
class AutopsyTest {
    private static final KernelKills NEVER = new KernelKills(Long.MAX_VALUE, Long.MAX_VALUE);

    @TempDir
    private Path directory;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theCounterOfTheControlGroupIsReadInBothVersions() throws Exception {
        Path proc = Files.createDirectories(directory.resolve("proc/self")).getParent();
        Path groups = directory.resolve("cgroup");
        Files.writeString(proc.resolve("vmstat"), "pgpgin 1\noom_kill 7\nlast 2\n");

        Files.writeString(proc.resolve("self/cgroup"), "0::/app\n");
        Files.createDirectories(groups.resolve("app"));
        Files.writeString(groups.resolve("app/memory.events"), "low 0\noom 5\noom_kill 3\noom_group_kill 0\n");
        assertEquals(new KernelKills(3, 7), KernelKills.read(proc, groups));

        Files.writeString(proc.resolve("self/cgroup"), "5:cpu,cpuacct:/x\n4:memory:/box\n0::/\n");
        Files.createDirectories(groups.resolve("memory/box"));
        Files.writeString(
                groups.resolve("memory/box/memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 9\n");
        assertEquals(new KernelKills(9, 7), KernelKills.read(proc, groups));
    }

    @Test
    void inAContainerTheGroupMayBeShownAsTheRoot() throws Exception {
        Path proc = Files.createDirectories(directory.resolve("proc/self")).getParent();
        Path groups = Files.createDirectories(directory.resolve("cgroup"));
        Files.writeString(proc.resolve("self/cgroup"), "0::/../../elsewhere\n");
        Files.writeString(groups.resolve("memory.events"), "oom_kill 2\n");
        assertEquals(new KernelKills(2, 0), KernelKills.read(proc, groups));
    }

    @Test
    void whereNothingCanBeReadNothingIsCounted() {
        assertEquals(new KernelKills(0, 0), KernelKills.read(directory, directory));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aKillThatNoCounterExplainsIsNotPutDownToMemory() throws Exception {
        Autopsy autopsy = new Autopsy(137, null, null, List.of(), List.of(), null, NEVER);
        assertEquals("SIGKILL", autopsy.signal());
        assertTrue(autopsy.cause().startsWith("somebody killed it (kill -9)"), autopsy::cause);
        boolean told = Files.readString(Path.of("/proc/vmstat")).contains("\noom_kill ");
        assertEquals(
                told
                        ? "somebody killed it (kill -9); not the kernel for lack of memory, which has killed nobody since"
                        : "somebody killed it (kill -9), or the kernel did to free memory",
                autopsy.cause());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anExitThatCameBeforeOurSignalIsNotOurs() {
        Autopsy autopsy = new Autopsy(3, "it took too long", null, List.of(), List.of(), null, NEVER);
        assertFalse(autopsy.isOurs());
        assertEquals("System.exit(3) or Runtime.halt(3) was called in it", autopsy.cause());
    }

    @Test
    void aJvmThatGetsNoMemoryFromTheSystemSaysSo() {
        List<String> stderr = List.of(
                "# There is insufficient memory for the Java Runtime Environment to continue.",
                "# Native memory allocation (mmap) failed to map 16384 bytes. Error detail: Failed to commit memory");
        CrashReport report = new CrashReport(directory, CrashReport.headline(stderr));
        String cause = new Autopsy(1, null, null, stderr, List.of(), report, NEVER).cause();
        assertTrue(cause.startsWith("the system gave its JVM no more memory (Native memory allocation"), cause);
    }

    @Test
    void exhaustedMetaspaceIsNotCalledHeap() {
        List<String> stderr = List.of("Terminating due to java.lang.OutOfMemoryError: Metaspace");
        String cause = new Autopsy(3, null, null, stderr, List.of(), null, NEVER).cause();
        assertEquals("it ran out of memory (java.lang.OutOfMemoryError: Metaspace)", cause);
    }

    @Test
    void theHeadlineOfAReportNamesSignalAndFrame() {
        List<String> report = List.of(
                "#",
                "# A fatal error has been detected by the Java Runtime Environment:",
                "#",
                "#  SIGSEGV (0xb) at pc=0x00007f1c2a3b4c5d, pid=4711, tid=4712",
                "#",
                "# JRE version: OpenJDK Runtime Environment (25.0.1+8) (build 25.0.1+8-LTS)",
                "# Problematic frame:",
                "# C  [libfoo.so+0x1c5d]  foo_bar+0x1d",
                "#");
        assertEquals(
                "SIGSEGV (0xb) at pc=0x00007f1c2a3b4c5d, problematic frame: C [libfoo.so+0x1c5d] foo_bar+0x1d",
                CrashReport.headline(report));
        assertEquals("", CrashReport.headline(List.of("nothing")));
    }

    @Test
    void aSignalThatWasSentIsNoCrash() {
        List<String> printed = List.of(
                "# A fatal error has been detected by the Java Runtime Environment:",
                "#  SIGSEGV (0xb) at pc=0x00007f206d3c3f14 (sent by kill), pid=2687, tid=2687",
                "# Problematic frame:",
                "# C  [libc.so.6+0x85f14]");
        assertTrue(CrashReport.headline(printed).startsWith("SIGSEGV (0xb), sent by kill"));
        List<String> report = new ArrayList<>(printed);
        report.add("siginfo: si_signo: 11 (SIGSEGV), si_code: 0 (SI_USER), si_pid: 2684, si_uid: 1000");
        assertEquals("SIGSEGV, sent by process 2684 of user 1000", CrashReport.headline(report));
        report.removeLast();
        report.add("siginfo: si_signo: 11 (SIGSEGV), si_code: 1 (SEGV_MAPERR), si_addr: 0x0000000000000000");
        assertFalse(CrashReport.headline(report).contains("process"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCrashOfWhichTheJvmSaidNothingMayBeNone() {
        String abort = new Autopsy(134, null, null, List.of(), List.of(), null, NEVER).cause();
        assertEquals("somebody sent it SIGABRT (kill -ABRT), or native code in it gave up (abort)", abort);
        String fault = new Autopsy(139, null, null, List.of(), List.of(), null, NEVER).cause();
        assertEquals("somebody sent it SIGSEGV, or native code or the JVM crashed so that it could not tell", fault);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void signalsHaveNames() {
        assertEquals("SIGHUP", Signals.ofExitCode(129));
        assertEquals("SIGABRT", Signals.ofExitCode(134));
        assertEquals("SIGBUS", Signals.ofExitCode(135));
        assertEquals("SIGKILL", Signals.ofExitCode(137));
        assertEquals("SIGSEGV", Signals.ofExitCode(139));
        assertEquals("SIGTERM", Signals.ofExitCode(143));
        assertEquals("SIGSYS", Signals.ofExitCode(159));
        assertNull(Signals.ofExitCode(0));
        assertNull(Signals.ofExitCode(128));
        assertNull(Signals.ofExitCode(255));
    }
}
