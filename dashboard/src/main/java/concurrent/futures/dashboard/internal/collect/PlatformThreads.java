package concurrent.futures.dashboard.internal.collect;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The platform threads of this JVM.
public final class PlatformThreads {
    private static final long REFRESH_NANOS = 1_000_000_000;

    private Set<String> names = Set.of();
    private long looked;
    private boolean hasLooked;

    /// Makes one that has not looked yet.
    PlatformThreads() {}

    /// Whether there is one of that name, or was a second ago.
    boolean has(String name, long now) {
        if (!hasLooked || now - looked > REFRESH_NANOS) {
            names = all().map(Thread::getName).collect(Collectors.toSet());
            looked = now;
            hasLooked = true;
        }
        return names.contains(name);
    }

    /// Those that are there.
    ///
    /// @return a snapshot
    public static Stream<Thread> all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup parent = root.getParent(); parent != null; parent = root.getParent()) {
            root = parent;
        }
        Thread[] threads = new Thread[root.activeCount() + 64];
        int found = root.enumerate(threads, /* recurse= */ true);
        return Arrays.stream(threads, 0, found).filter(Objects::nonNull);
    }
}
