package concurrent.futures.internal.process.launch.death;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Counts how many processes the kernel has killed because memory ran out: in this control group, or on this machine.
///
/// The kernel does not tell whom it killed. So a worker that ended by SIGKILL, which we did not send, is put down to
/// the kernel if a counter has grown since the worker was started; and each step of the counter explains one death
/// only.
///
/// @param group of the control group; 0 where it can not be read
/// @param machine of the whole machine; 0 where it can not be read
public record KernelKills(long group, long machine) {
    private static final String COUNTER = "oom_kill ";
    private static final Path PROC = Path.of("/proc");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    /// Up to where the counters have been used to explain deaths; guarded by this class.
    private static long explainedGroup;

    private static long explainedMachine;

    /// Reads the counters.
    ///
    /// @return their values now
    public static KernelKills now() {
        return read(PROC, GROUPS);
    }

    /// Looks whether the kernel has killed since.
    ///
    /// @return who ran out of memory, in a few words; empty if the kernel has not killed for memory
    String explainDeath() {
        KernelKills now = now();
        synchronized (KernelKills.class) {
            long knownGroup = Math.max(group, explainedGroup);
            long knownMachine = Math.max(machine, explainedMachine);
            boolean inMachine = now.machine > knownMachine;
            if (now.group > knownGroup) {
                explainedGroup = knownGroup + 1;
                if (inMachine) {
                    explainedMachine = knownMachine + 1;
                }
                return "the memory limit of the container or control group was reached";
            }
            if (inMachine) {
                explainedMachine = knownMachine + 1;
                return "the machine ran out of memory";
            }
            return "";
        }
    }

    /// Whether the kernel tells, and has killed nobody since.
    ///
    /// @return `false` if it may have been the kernel
    boolean isSureOfNone() {
        boolean tells = lines(PROC.resolve("vmstat")).stream().anyMatch(line -> line.startsWith(COUNTER));
        return tells && read(PROC, GROUPS).machine <= machine;
    }

    /// Reads the counters from other places.
    ///
    /// @param proc instead of `/proc`
    /// @param groups instead of `/sys/fs/cgroup`
    /// @return their values
    static KernelKills read(Path proc, Path groups) {
        long group = 0;
        for (String line : lines(proc.resolve("self/cgroup"))) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                group += firstOf(groups, parts[2], "memory.events");
                group += firstOf(groups.resolve("unified"), parts[2], "memory.events");
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                group += firstOf(groups.resolve("memory"), parts[2], "memory.oom_control");
            }
        }
        return new KernelKills(group, counter(proc.resolve("vmstat")));
    }

    /// In a container, the group may be shown as the root, whatever path the kernel names.
    private static long firstOf(Path mount, String group, String file) {
        Path named = mount.resolve(group.substring(Math.min(1, group.length()))).resolve(file);
        return counter(Files.isReadable(named) ? named : mount.resolve(file));
    }

    private static long counter(Path file) {
        for (String line : lines(file)) {
            if (line.startsWith(COUNTER)) {
                try {
                    return Long.parseLong(line.substring(COUNTER.length()).strip());
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
