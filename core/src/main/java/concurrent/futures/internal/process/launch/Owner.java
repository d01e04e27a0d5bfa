package concurrent.futures.internal.process.launch;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JVM to which a private directory belongs, as its name tells: `jcf-<pid>-<start>-<random>`, in base 36.
///
/// @param pid its process id
/// @param start when it was started, in milliseconds since 1970; 0 where the system does not tell
record Owner(long pid, long start) {
    static final String PREFIX = "jcf-";

    private static final String NAME = PREFIX + "([0-9a-z]{1,12})-([0-9a-z]{1,12})-[0-9a-z]+";

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
        // Not compiled beforehand: a JVM that starts has better things to do.
        Matcher matcher = Pattern.compile(NAME).matcher(directoryName);
        return matcher.matches()
                ? new Owner(Long.parseLong(matcher.group(1), 36), Long.parseLong(matcher.group(2), 36))
                : null;
    }

    /// Makes a name.
    ///
    /// @param random tells apart the directories of one owner
    /// @return the last part of a path
    String directoryName(String random) {
        return PREFIX + Long.toString(pid, 36) + '-' + Long.toString(start, 36) + '-' + random;
    }

    /// Whether a process with this id is running that was started at this time.
    ///
    /// @return true also where that can not be told apart
    boolean seemsAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(Owner::of)
                .filter(other -> other.start == 0 || start == 0 || Math.abs(other.start - start) < SAME_START_MILLIS)
                .isPresent();
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }
}
