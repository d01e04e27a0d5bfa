package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.scheduling.Ending;
import concurrent.futures.cluster.internal.scheduling.Glance;
import concurrent.futures.cluster.internal.scheduling.Orders;
import concurrent.futures.cluster.internal.scheduling.Outgoing;
import concurrent.futures.cluster.internal.scheduling.Place;
import concurrent.futures.cluster.internal.scheduling.Revocation;
import concurrent.futures.cluster.internal.scheduling.Scheduler;
import concurrent.futures.cluster.internal.scheduling.Shortage;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.EventHub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One executor on a cluster, as agents know it: its tasks, and which agent has them.
///
/// A lock is held around the [Scheduler], and around nothing else: what that orders is done when the lock is free.
final class Session implements Orders<ClusterTask<?>> {
    /// So long a caller waits for an agent to give a task back; it counts as begun then.
    private static final long PATIENCE_MILLIS = 3000;

    private final long number = ThreadLocalRandom.current().nextLong();
    private final ClusterEngine engine;
    private final DriverNode driver;
    private final Parts parts;
    private final Scheduler<ClusterTask<?>> scheduler;
    private final Arrival arrival;
    private final NestedDesk nested;
    private final Object lock = new Object();

    // --- guarded by the lock
    private final Map<NodeId, Line> lines = new LinkedHashMap<>();
    private List<Runnable> orders = new ArrayList<>();
    private long tasksEver;

    /// Those that have been greeted, and have not said that the session's workers are gone.
    private final Map<NodeId, Line> open = new HashMap<>();

    private @Nullable String ending;

    Session(ClusterEngine engine, DriverNode driver, Parts parts, DriverSettings settings) {
        this.engine = engine;
        this.driver = driver;
        this.parts = parts;
        this.scheduler = new Scheduler<>(this, settings.maxWorkers(), settings.credits());
        this.arrival = new Arrival(this, driver, parts);
        this.nested = new NestedDesk(this, driver, parts);
    }

    long number() {
        return number;
    }

    ClusterEngine engine() {
        return engine;
    }

    Ledger ledger() {
        return parts.ledger();
    }

    LoaderTable loaders() {
        return parts.loaders();
    }

    ObjectEncoder encoder() {
        return parts.encoder();
    }

    EventHub events() {
        return parts.events();
    }

    CallbackThread callbacks() {
        return parts.callbacks();
    }

    CallbackThread nestedCallbacks() {
        return parts.nestedCallbacks();
    }

    NestedDesk nested() {
        return nested;
    }

    Dictionary dictionary() {
        return parts.dictionary();
    }

    Library library() {
        return parts.library();
    }

    /// Does something under the lock, and then what it has ordered.
    private <R extends @Nullable Object> R decide(Function<Scheduler<ClusterTask<?>>, R> step) {
        R result;
        List<Runnable> ordered;
        synchronized (lock) {
            result = step.apply(scheduler);
            if (orders.isEmpty()) {
                ordered = List.of(); // The list itself is the next one's to add to.
            } else {
                ordered = orders;
                orders = new ArrayList<>();
            }
        }
        for (Runnable order : ordered) {
            order.run();
        }
        return result;
    }

    private void change(Consumer<Scheduler<ClusterTask<?>>> step) {
        this.<@Nullable Object>decide(known -> {
            step.accept(known);
            return null;
        });
    }

    // --- agents

    void joined(Node node) {
        engine.joined(node);
        change(known -> {
            if (ending == null) {
                lines.put(node.id(), new Line(this, driver, node));
                known.joined(node.id(), node.card().labels(), node.card().slots());
            }
        });
        engine.welcomeAgents();
    }

    void gone(Node node, String reason) {
        engine.gone(node, reason);
        change(known -> {
            known.gone(node.id(), reason, /* mayGoOn= */ ending == null);
            lines.remove(node.id());
            isOver(node.id());
        });
        engine.watchForAgents(); // It may have been the last one that tasks wait for.
        nested.gone(node.id());
    }

    void suspected(NodeId node, String reason) {
        change(known -> known.suspected(node, reason));
        engine.watchForAgents();
    }

    void heardOf(NodeId node) {
        change(known -> known.heardOf(node));
        engine.welcomeAgents();
    }

    void received(NodeId from, Message.ToDriver message) {
        heardOf(from);
        arrival.take(from, message);
    }

    void offered(NodeId node, int slots) {
        change(known -> known.offered(node, slots));
        engine.watchForAgents();
    }

    /// An agent can not have the session.
    ///
    /// @return whether no agent is left that has not refused
    boolean refused(NodeId node, String reason) {
        boolean isLast = decide(known -> {
            known.refused(node, reason);
            return known.agents().values().stream().allMatch(Glance::isRefused);
        });
        engine.watchForAgents();
        return isLast;
    }

    /// An agent's workers of this session are gone.
    void hasEnded(NodeId node) {
        change(known -> {
            if (ending != null) {
                known.gone(node, ending, /* mayGoOn= */ false);
                isOver(node);
            }
        });
    }

    private void isOver(NodeId node) {
        if (open.remove(node) != null && open.isEmpty()) {
            orders.add(engine::windDown);
        }
    }

    void resize(int maxWorkers) {
        change(known -> known.resize(maxWorkers));
    }

    Map<NodeId, Glance> glance() {
        synchronized (lock) {
            return scheduler.agents();
        }
    }

    /// What agents are missing.
    ///
    /// @return `null` if none is
    @Nullable
    Shortage shortage() {
        synchronized (lock) {
            return scheduler.shortage();
        }
    }

    /// Tells an agent something, if it is still there.
    void tell(NodeId node, Message.ToAgent message) {
        Line line;
        synchronized (lock) {
            line = open.get(node);
        }
        if (line != null) {
            line.post(message);
        }
    }

    /// Tells all agents something.
    void tellAll(Function<Session, Message.ToAgent> message) {
        List<Line> all;
        synchronized (lock) {
            all = List.copyOf(open.values());
        }
        all.forEach(line -> line.post(message.apply(this)));
    }

    /// Ends the session at all agents.
    ///
    /// @return whether there is nothing to wait for
    boolean end(Message.Ending how, String reason) {
        boolean isFirst;
        synchronized (lock) {
            isFirst = ending == null;
            ending = ending == null ? reason : ending;
        }
        if (isFirst || how != Message.Ending.DONE) {
            tellAll(session -> new Message.Goodbye(session.number(), how));
        }
        synchronized (lock) {
            return open.isEmpty();
        }
    }

    @Nullable
    Node node(NodeId id) {
        synchronized (lock) {
            Line line = lines.get(id);
            return line == null ? null : line.node();
        }
    }

    String describe(@Nullable NodeId id) {
        Node node = id == null ? null : node(id);
        return node == null ? "a lost node" : node.card().name();
    }

    String describe(ClusterTask<?> task) {
        return describe(task.node());
    }

    // --- tasks

    long nextId() {
        synchronized (lock) {
            return ++tasksEver;
        }
    }

    /// Takes an encoded task, unless it was cancelled meanwhile.
    void submit(ClusterTask<?> task) {
        change(known -> {
            if (!task.isRevoked) {
                known.submit(task);
            }
        });
    }

    /// A task that the scheduler does not know is over.
    void forget(ClusterTask<?> task) {
        change(known -> {
            task.isRevoked = true;
            known.revoke(task);
        });
    }

    /// Asks that a task never begins, and waits for the answer where an agent has it.
    boolean revoke(ClusterTask<?> task) {
        CompletableFuture<Boolean> question = ask(task);
        if (question == null) {
            return task.isRevoked;
        }
        boolean isInterrupted = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        try {
            while (true) {
                try {
                    return question.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                } catch (TimeoutException | ExecutionException e) {
                    return decide(known -> {
                        known.keep(task);
                        task.question = null;
                        return task.isRevoked;
                    });
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Asks, and does not wait.
    ///
    /// @return where the answer comes; `null` if it is there already, as [ClusterTask#isRevoked]
    @Nullable
    CompletableFuture<Boolean> ask(ClusterTask<?> task) {
        return this.<@Nullable CompletableFuture<Boolean>>decide(known -> {
            if (task.isRevoked) {
                return null;
            }
            CompletableFuture<Boolean> asked = task.question;
            if (asked != null) {
                return asked;
            }
            Revocation revocation = known.revoke(task);
            task.isRevoked = revocation == Revocation.NEVER;
            if (revocation != Revocation.ASKED) {
                return null;
            }
            asked = new CompletableFuture<>();
            task.question = asked;
            return asked;
        });
    }

    boolean hasBegun(ClusterTask<?> task) {
        return switch (task.place()) {
            case BEGUN -> true;
            case OVER -> task.isAnswered;
            case SENT -> arrival.asksWhetherBegun(task);
            case NEW, QUEUED, ASSIGNED -> task.tries() > 1;
        };
    }

    void askForBegun(NodeId node, List<Long> tasks) {
        arrival.askForBegun(node, tasks);
    }

    void stop(ClusterTask<?> task) {
        change(known -> {
            if (task.place() == Place.QUEUED || task.place() == Place.ASSIGNED) {
                task.isRevoked = true;
            }
            known.stop(task);
        });
    }

    List<ClusterTask<?>> tasks() {
        synchronized (lock) {
            return scheduler.tasks();
        }
    }

    // --- what goes to agents

    Outgoing<ClusterTask<?>> take(NodeId node, int most) {
        return decide(known -> known.take(node, most));
    }

    byte[] payload(ClusterTask<?> task) {
        return task.payload();
    }

    /// An attempt that was taken for an agent was not sent, and never is: its task is over.
    ///
    /// @return `false` if the agent has it no more
    boolean endUnsent(NodeId node, ClusterTask<?> task, int attempt) {
        return this.<@Nullable ClusterTask<?>>decide(known -> known.ended(node, task.id(), attempt, Ending.OVER, 0))
                == task;
    }

    // --- what agents say

    Scheduling scheduling() {
        return this::decide;
    }

    /// Where what agents say changes the state.
    interface Scheduling {
        /// Does a step under the lock.
        <R extends @Nullable Object> R decide(Function<Scheduler<ClusterTask<?>>, R> step);
    }

    // --- orders: under the lock

    @Override
    public void greet(NodeId node, int workers) {
        Line line = lines.get(node);
        // The workers that one agent gives up at the end are not wanted of another.
        if (line != null && ending == null) {
            open.put(node, line);
            orders.add(() -> line.post(parts.hello(number, workers)));
        }
    }

    @Override
    public void limit(NodeId node, int workers) {
        order(node, line -> line.post(new Message.Limit(number, workers)));
    }

    @Override
    public void wake(NodeId node) {
        order(node, Line::wake);
    }

    @Override
    public void wakeIdle(NodeId node) {
        order(node, Line::sendNow);
    }

    private void order(NodeId node, Consumer<Line> what) {
        Line line = lines.get(node);
        if (line != null) {
            orders.add(() -> what.accept(line));
        }
    }

    @Override
    public void lost(ClusterTask<?> task, NodeId node, String reason) {
        Node known = node(node);
        task.isAnswered = true;
        orders.add(() -> arrival.lost(task, known, reason));
    }

    @Override
    public void retried(ClusterTask<?> task, NodeId node) {
        orders.add(() -> task.retried(TaskRetried.Reason.WORKER_LOST));
    }

    @Override
    public void answered(ClusterTask<?> task, boolean isBack) {
        CompletableFuture<Boolean> asked = task.question;
        task.question = null;
        task.isRevoked |= isBack;
        if (asked != null) {
            orders.add(() -> asked.complete(isBack));
        }
        if (isBack) {
            orders.add(task::settle);
        }
    }

    @Override
    public void stopped(ClusterTask<?> task) {
        orders.add(task::settle);
    }

    /// Some of the tasks that are not over fail.
    ///
    /// @param which of them
    /// @param why makes the exception of each
    void fail(Predicate<ClusterTask<?>> which, Supplier<? extends RuntimeException> why) {
        for (ClusterTask<?> task : tasks()) {
            if (which.test(task)) {
                stop(task);
                task.fail(why.get());
            }
        }
    }
}
