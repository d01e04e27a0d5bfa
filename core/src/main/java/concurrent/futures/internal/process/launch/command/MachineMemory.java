package concurrent.futures.internal.process.launch.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The memory of the machine, or what the container may use.
///
/// The JDK knows it; but to ask the JDK takes a JVM that starts nearly as long as to start another JVM. So on Linux,
/// the files of the kernel are read that the JDK reads too.
final class MachineMemory {
    private static final Path PROC = Path.of("/proc");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private static final long UNKNOWN = -1;

    private MachineMemory() {}

    /// Looks it up.
    ///
    /// @return bytes
    static long bytes() {
        long known = read(PROC, GROUPS);
        return known != UNKNOWN ? known : ofTheJdk();
    }

    /// What the JDK says.
    static long ofTheJdk() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getTotalMemorySize();
    }

    /// Reads the files of the kernel.
    ///
    /// @param proc instead of `/proc`
    /// @param groups instead of `/sys/fs/cgroup`
    /// @return bytes; -1 on other systems, or where something is not as it is expected
    static long read(Path proc, Path groups) {
        try {
            long machine = number(Files.readString(proc.resolve("meminfo"), StandardCharsets.ISO_8859_1), "MemTotal:");
            if (machine <= 0) {
                return UNKNOWN;
            }
            long least = machine << 10;
            String memberships = Files.readString(proc.resolve("self/cgroup"), StandardCharsets.ISO_8859_1);
            for (int at = 0; at < memberships.length(); ) {
                int end = memberships.indexOf('\n', at);
                String line = memberships.substring(at, end < 0 ? memberships.length() : end);
                least = Math.min(least, limit(line, groups));
                at += line.length() + 1;
            }
            return least;
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
    }

    /// The limit of one control group.
    ///
    /// @param membership `<number>:<controllers>:<path>`; there are no controllers in version 2
    private static long limit(String membership, Path groups) throws IOException {
        int first = membership.indexOf(':');
        int second = membership.indexOf(':', first + 1);
        if (second < 0) {
            return Long.MAX_VALUE;
        }
        String controllers = membership.substring(first + 1, second);
        String path = membership.substring(Math.min(second + 2, membership.length()));
        if (controllers.isEmpty()) {
            return limitOfVersion2(groups, path);
        }
        if (("," + controllers + ",").contains(",memory,")) {
            Path mount = groups.resolve("memory");
            Path named = mount.resolve(path).resolve("memory.stat");
            // In a container, the group may be shown as the root, whatever path the kernel names.
            Path shown = Files.exists(named) ? named : mount.resolve("memory.stat");
            long limit = number(Files.readString(shown, StandardCharsets.ISO_8859_1), "hierarchical_memory_limit");
            return limit > 0 ? limit : Long.MAX_VALUE;
        }
        return Long.MAX_VALUE;
    }

    /// The least of the limits of a group and of those around it.
    private static long limitOfVersion2(Path groups, String path) throws IOException {
        if (!Files.exists(groups.resolve("cgroup.controllers"))) {
            return Long.MAX_VALUE; // Not mounted, or only for what is no resource.
        }
        long least = Long.MAX_VALUE;
        for (Path group = groups.resolve(path); group != null && group.startsWith(groups); group = group.getParent()) {
            Path file = group.resolve("memory.max");
            if (Files.exists(file)) {
                String text =
                        Files.readString(file, StandardCharsets.ISO_8859_1).strip();
                if (!text.equals("max")) {
                    least = Math.min(least, Long.parseLong(text));
                }
            }
        }
        return least;
    }

    /// The number behind a name at the beginning of a line.
    ///
    /// @return -1 if there is none
    private static long number(String text, String name) {
        int line = text.startsWith(name) ? 0 : text.indexOf("\n" + name) + 1;
        if (line == 0 && !text.startsWith(name)) {
            return -1;
        }
        int begin = line + name.length();
        while (begin < text.length() && text.charAt(begin) == ' ') {
            begin++;
        }
        int end = begin;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return Long.parseLong(text.substring(begin, end));
    }
}
