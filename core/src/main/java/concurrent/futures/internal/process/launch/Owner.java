package concurrent.futures.internal.process.launch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The JVM to which a private directory belongs, as its name tells: `jcf-<pid>-<start>-<random>`, in base 36.
///
/// @param pid its process id
/// @param start when it was started, in milliseconds since 1970; 0 where the system does not tell
record Owner(long pid, long start) {
    static final String PREFIX = "jcf-";

    /// In characters: what is longer does not fit into a number of the system.
    private static final int LONGEST_NUMBER = 12;

    private static final Owner THIS_JVM = of(ProcessHandle.current());

    /// The system derives the start from the time since it was booted, which the clock may disagree with for a moment.
    private static final long SAME_START_MILLIS = 5_000;

    static Owner ofThisJvm() {
        return THIS_JVM;
    }

    /// Reads the name of a directory.
    ///
    /// @param directoryName its last part
    /// @return the owner, or `null` if it is no name of ours
    static @Nullable Owner parse(String directoryName) {
        // By hand, since a JVM that starts has no regular expressions yet.
        String[] parts = directoryName.split("-", -1);
        boolean isOurs = parts.length == 4
                && directoryName.startsWith(PREFIX)
                && isNumber(parts[1], LONGEST_NUMBER)
                && isNumber(parts[2], LONGEST_NUMBER)
                && isNumber(parts[3], Integer.MAX_VALUE);
        return isOurs ? new Owner(Long.parseLong(parts[1], 36), Long.parseLong(parts[2], 36)) : null;
    }

    private static boolean isNumber(String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    /// Makes a name.
    ///
    /// @param random tells apart the directories of one owner
    /// @return the last part of a path
    String directoryName(String random) {
        return PREFIX + Long.toString(pid, 36) + '-' + Long.toString(start, 36) + '-' + random;
    }

    /// By hand, as is the hash: what a record gets by itself takes a JVM that starts a while.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Owner owner && pid == owner.pid && start == owner.start;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(pid) + Long.hashCode(start);
    }

    /// Whether a process with this id is running that was started at this time.
    ///
    /// @return true also where that can not be told apart
    boolean seemsAlive() {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive()) {
            return false;
        }
        long other = of(process).start;
        return other == 0 || start == 0 || Math.abs(other - start) < SAME_START_MILLIS;
    }

    private static Owner of(ProcessHandle process) {
        Instant started = process.info().startInstant().orElse(null);
        return new Owner(process.pid(), started == null ? 0 : started.toEpochMilli());
    }
}
