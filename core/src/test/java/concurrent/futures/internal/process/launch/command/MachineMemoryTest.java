package concurrent.futures.internal.process.launch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineMemoryTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    private Path proc;
    private Path groups;

    @BeforeEach
    void aMachineOfOneGibibyte() throws IOException {
        proc = Files.createDirectory(directory.resolve("proc"));
        groups = Files.createDirectory(directory.resolve("groups"));
        write(proc.resolve("meminfo"), "MemTotal:        1048576 kB\nMemFree:            1000 kB\n");
    }

    @Test
    void itIsWhatTheJdkSays() {
        assertEquals(MachineMemory.ofTheJdk(), MachineMemory.bytes());
    }

    @Test
    void withoutALimitItIsThatOfTheMachine() throws IOException {
        write(proc.resolve("self/cgroup"), "0::/a\n");
        write(groups.resolve("cgroup.controllers"), "memory\n");
        write(groups.resolve("a/memory.max"), "max\n");
        assertEquals(1024 * MIB, MachineMemory.read(proc, groups));
    }

    @Test
    void theLeastLimitOfAGroupAndThoseAroundItCounts() throws IOException {
        write(proc.resolve("self/cgroup"), "0::/a/b\n");
        write(groups.resolve("cgroup.controllers"), "memory\n");
        write(groups.resolve("a/b/memory.max"), 200 * MIB + "\n");
        write(groups.resolve("a/memory.max"), 100 * MIB + "\n");
        assertEquals(100 * MIB, MachineMemory.read(proc, groups));
    }

    @Test
    void inAContainerTheGroupIsTheRootWhateverItIsCalled() throws IOException {
        write(proc.resolve("self/cgroup"), "0::/../elsewhere\n");
        write(groups.resolve("cgroup.controllers"), "memory\n");
        write(groups.resolve("memory.max"), 300 * MIB + "\n");
        assertEquals(300 * MIB, MachineMemory.read(proc, groups));
    }

    @Test
    void controlGroupsOfTheFirstVersionCountToo() throws IOException {
        write(proc.resolve("self/cgroup"), "9:name=systemd:/\n4:cpu,memory:/x\n0::/\n");
        write(groups.resolve("memory/x/memory.stat"), "cache 0\nhierarchical_memory_limit " + 50 * MIB + "\nrss 0\n");
        assertEquals(50 * MIB, MachineMemory.read(proc, groups));
        write(proc.resolve("self/cgroup"), "4:memory:/elsewhere\n");
        write(groups.resolve("memory/memory.stat"), "hierarchical_memory_limit 9223372036854771712\n");
        assertEquals(1024 * MIB, MachineMemory.read(proc, groups));
    }

    @Test
    void whatIsNotAsExpectedIsNotGuessed() throws IOException {
        assertEquals(-1, MachineMemory.read(proc, groups), "no groups");
        write(proc.resolve("self/cgroup"), "4:memory:/x\n");
        assertEquals(-1, MachineMemory.read(proc, groups), "a group without a limit");
        write(proc.resolve("self/cgroup"), "0::/\n");
        write(groups.resolve("cgroup.controllers"), "memory\n");
        write(groups.resolve("memory.max"), "much\n");
        assertEquals(-1, MachineMemory.read(proc, groups), "a limit that is no number");
        write(proc.resolve("meminfo"), "MemFree: 1000 kB\n");
        assertEquals(-1, MachineMemory.read(proc, groups), "no total");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
