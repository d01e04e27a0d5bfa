package concurrent.futures.micrometer;

import concurrent.futures.Executor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/// Meters of an executor: how much it has to do, what has become of its tasks and workers, and how long things took.
///
/// <!-- MetersForPrometheus.java: meters -->
/// ```java
/// private static void run() {
///     PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
///     Executor executor = new ProcessPoolExecutor(2);
///     try (ExecutorMetrics _ = ExecutorMetrics.monitor(registry, executor, "squares")) {
///         try (executor) {
///             executor.map(number -> number * number, List.of(1, 2, 3)).forEach(IO::println);
///         }
///         IO.println(registry.scrape());
///     }
/// }
/// ```
///
/// Names and units are those of Micrometer's own meters of executors where these have one of the kind, so that
/// dashboards which show those show these: `executor.active`, `executor.completed`, `executor.queued`, the timers
/// `executor` and `executor.idle`, and so on. All meters have a tag `name`. They are listed, with what each tells, in
/// the section "Meters" of the project's page on operations.
///
/// What is counted and measured at this moment comes from [Executor#statistics()], and is exact. Times, bytes, and what
/// happens to workers come from a listener; they are of tasks that are submitted after the meters were bound. A
/// registry that is slow holds up no work: what the listener can not take is left out of these meters, and counted in
/// `executor.events.dropped`. An executor that has no listeners has no meters of this second kind.
///
/// The meters, and so the registry, refer to the executor weakly: they do not keep it from being taken for forgotten.
/// This object does, as any reference. Meters of an executor that has ended stay; they show what it came to as long as
/// it is there, and after that, gauges show nothing, and counters what was read last. They go when this is closed, or
/// when meters of another executor are bound by the same name and tags, since a name belongs to the one that was bound
/// last. A view of an executor that nobody keeps has no meters for long: give the executor itself.
///
/// For any threads.
public final class ExecutorMetrics implements MeterBinder, AutoCloseable {
    private final Executor executor;
    private final Tags tags;

    /// Also the lock for itself and for `closed`, under which no foreign code runs.
    private final IdentityHashMap<MeterRegistry, Binding> bindings = new IdentityHashMap<>();

    private boolean closed;

    /// Makes the meters of an executor, which are nowhere until they are bound.
    ///
    /// @param executor the executor, rather than a view of it
    /// @param name the value of the tag `name`: no other executor's in a registry
    /// @param tags further tags
    public ExecutorMetrics(Executor executor, String name, Iterable<Tag> tags) {
        this.executor = Objects.requireNonNull(executor, "executor");
        this.tags = Tags.of(tags).and("name", Objects.requireNonNull(name, "name"));
    }

    /// Makes the meters of an executor, and binds them.
    ///
    /// @param registry where they are to be
    /// @param executor the executor, rather than a view of it
    /// @param name the value of the tag `name`: no other executor's in the registry
    /// @param tags further tags
    /// @return keeps the executor, and takes the meters away; need not be kept
    public static ExecutorMetrics monitor(MeterRegistry registry, Executor executor, String name, Iterable<Tag> tags) {
        ExecutorMetrics metrics = new ExecutorMetrics(executor, name, tags);
        metrics.bindTo(registry);
        return metrics;
    }

    /// Makes the meters of an executor, and binds them.
    ///
    /// @param registry where they are to be
    /// @param executor the executor, rather than a view of it
    /// @param name the value of the tag `name`: no other executor's in the registry
    /// @param tags further tags
    /// @return keeps the executor, and takes the meters away; need not be kept
    public static ExecutorMetrics monitor(MeterRegistry registry, Executor executor, String name, Tag... tags) {
        return monitor(registry, executor, name, Tags.of(tags));
    }

    /// Puts the meters into a registry. For one where they are already, and after [#close()], this does nothing. What
    /// the registry throws is thrown here, and nothing is left there then.
    ///
    /// @param registry where they are to be, as well as where they are
    @Override
    public void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        Binding binding = new Binding(registry, tags);
        synchronized (bindings) {
            if (closed || bindings.putIfAbsent(registry, binding) != null) {
                return;
            }
        }
        try {
            binding.open(executor);
        } catch (RuntimeException | Error e) {
            synchronized (bindings) {
                bindings.remove(registry, binding);
            }
            throw e;
        }
    }

    /// Takes the meters out of all registries, and listens no more. May be called many times. What a registry throws is
    /// thrown here when all is done.
    @Override
    public void close() {
        List<Binding> open;
        synchronized (bindings) {
            closed = true;
            open = new ArrayList<>(bindings.values());
            bindings.clear();
        }
        RuntimeException failure = null;
        for (Binding binding : open) {
            try {
                binding.close();
            } catch (RuntimeException e) {
                failure = Failures.both(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
