package concurrent.futures.stress.agents;

import concurrent.futures.cluster.AgentInfo;
import concurrent.futures.cluster.ClusterExecutor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Kills one agent of an executor after the other, in a thread of its own: those that have come up, since an executor
/// whose agents die before that again and again gives up.
final class Raider {
    /// How the command line of an agent names it.
    private static final Pattern NAME = Pattern.compile("-Dconcurrent\\.futures\\.agent=(\\S+)");

    private final ClusterExecutor executor;
    private final RandomGenerator random;
    private final Set<String> killed = ConcurrentHashMap.newKeySet();
    private final Set<Long> seen = ConcurrentHashMap.newKeySet();
    private final AtomicInteger kills = new AtomicInteger();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /// Starts to kill.
    ///
    /// @param executor whose agents are killed, which are processes of this machine
    /// @param every so long after each other
    /// @param most how many at most
    /// @param random chooses whom
    Raider(ClusterExecutor executor, Duration every, int most, RandomGenerator random) {
        this.executor = executor;
        this.random = random;
        thread = Thread.ofPlatform().name("soak-raider").start(() -> {
            try {
                while (kills.get() < most && !stop.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                    kill();
                }
            } catch (InterruptedException e) {
                return; // nobody is killed any more
            }
        });
    }

    private void kill() {
        Set<String> ready = executor.agents().stream()
                .filter(agent -> agent.state() == AgentInfo.State.READY)
                .map(AgentInfo::name)
                .collect(Collectors.toSet());
        List<ProcessHandle> agents =
                agents().stream().filter(agent -> ready.contains(name(agent))).toList();
        if (!agents.isEmpty()) {
            ProcessHandle agent = agents.get(random.nextInt(agents.size()));
            killed.add(name(agent)); // before its death can be told
            agent.destroyForcibly();
            kills.incrementAndGet();
        }
    }

    /// Looks for the agents that there are.
    private List<ProcessHandle> agents() {
        List<ProcessHandle> agents = ProcessHandle.current()
                .children()
                .filter(child -> !name(child).isEmpty())
                .toList();
        agents.forEach(agent -> seen.add(agent.pid()));
        return agents;
    }

    /// The name of an agent; empty if it is something else, or dead.
    private static String name(ProcessHandle process) {
        return process.info()
                .commandLine()
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse("");
    }

    /// Kills nobody any more.
    void stop() throws InterruptedException {
        stop.countDown();
        thread.join();
        agents();
    }

    /// How many were killed.
    int kills() {
        return kills.get();
    }

    /// The names of those that were killed.
    Set<String> killed() {
        return killed;
    }

    /// The process ids of all that there have been, as far as they were seen.
    Set<Long> seen() {
        return seen;
    }
}
