package concurrent.futures.cluster.internal.agent.program;

import concurrent.futures.cluster.internal.agent.Agent;
import concurrent.futures.cluster.internal.agent.AgentSettings;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.internal.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An agent as a program: it runs until it is told to end.
///
/// At the first SIGTERM or SIGINT it drains: it takes nothing new, ends what runs, and leaves. At the second it ends at
/// once, as it does when it can not tell drivers any more what becomes of their tasks. One that was started by a
/// program ends at once when its standard input does: so it does not outlive it.
public final class AgentProgram {
    /// Whoever waits for input that has ended can not be told of anything else.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private AgentProgram() {}

    /// Is told what becomes of the agent.
    public interface Watcher {
        /// It is a member, and takes tasks.
        ///
        /// @param agent that has joined
        default void joined(Agent agent) {}

        /// It was told to end, and takes nothing new.
        default void drains() {}

        /// It is no member any more.
        default void left() {}
    }

    /// Runs an agent.
    ///
    /// @param settings how it is
    /// @param engine what takes messages
    /// @param endsWithInput whether it ends when standard input does
    /// @param watcher is told what becomes of it
    /// @throws concurrent.futures.cluster.ClusterException if it can not join
    /// @throws IOException if it can not have a folder
    /// @throws InterruptedException if the thread was interrupted
    public static void run(AgentSettings settings, Engine engine, boolean endsWithInput, Watcher watcher)
            throws IOException, InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        AtomicReference<@Nullable Agent> current = new AtomicReference<>();
        AtomicInteger signals = new AtomicInteger();
        Signals.handle(() -> {
            if (signals.incrementAndGet() > 1) {
                Runtime.getRuntime().halt(1);
            }
            told.countDown();
        });
        if (endsWithInput) {
            // Before it joins, which may take long.
            Threads.start("cluster-agent-input", /* daemon= */ true, () -> awaitEndOfInput(current));
        }
        try (Agent agent = Agent.start(settings, engine)) {
            current.set(agent);
            // Also where memory is exhausted, and nothing else can be done.
            agent.givenUp().thenRun(() -> Runtime.getRuntime().halt(1));
            watcher.joined(agent);
            told.await();
            watcher.drains();
            agent.drain();
        }
        watcher.left();
    }

    private static void awaitEndOfInput(AtomicReference<@Nullable Agent> current) {
        try (InputStream in = System.in) {
            while (in.read() >= 0) {
                // What it says is not for this program.
            }
        } catch (IOException e) {
            // As good as the end.
        } finally {
            Agent agent = current.get();
            Thread closing = Threads.start(
                    "cluster-agent-end",
                    /* daemon= */ true,
                    () -> {
                        if (agent != null) {
                            agent.close();
                        }
                    });
            try {
                closing.join(LAST_WORDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(0);
        }
    }
}
