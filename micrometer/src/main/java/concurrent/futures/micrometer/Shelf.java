package concurrent.futures.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Queue;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Where one executor's meters go in a registry, with their tags.
///
/// A registry hands out the meter that it has, if it has one of that name and those tags, and so would go on to show
/// an executor that has ended. So what is there is removed first.
///
/// @param registry has the meters
/// @param tags of all
/// @param put what was put there
record Shelf(MeterRegistry registry, Tags tags, Queue<Meter> put) {
    /// The same with a further tag.
    Shelf with(String key, String value) {
        return new Shelf(registry, tags.and(key, value), put);
    }

    /// Puts a gauge there. What it is of is held weakly.
    <T> void gauge(String name, String unit, String description, T of, ToDoubleFunction<T> value) {
        clear(name, Meter.Type.GAUGE);
        put.add(Gauge.builder(name, of, value)
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry));
    }

    /// Puts a counter there of what something else counts, which is held weakly.
    <T> void counter(String name, @Nullable String unit, String description, T of, ToDoubleFunction<T> count) {
        clear(name, Meter.Type.COUNTER);
        put.add(FunctionCounter.builder(name, of, new LastCount<>(count))
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry));
    }

    /// Puts a counter there.
    Counter counter(String name, @Nullable String unit, String description) {
        clear(name, Meter.Type.COUNTER);
        Counter counter = Counter.builder(name)
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry);
        put.add(counter);
        return counter;
    }

    /// Puts a timer there as Micrometer's are: without a histogram.
    Timer timer(String name, String description) {
        return timer(name, description, /* histogram= */ false);
    }

    /// Puts a timer there that has a histogram, where the registry knows what to do with one.
    Timer histogram(String name, String description) {
        return timer(name, description, /* histogram= */ true);
    }

    private Timer timer(String name, String description, boolean histogram) {
        clear(name, Meter.Type.TIMER);
        Timer.Builder builder = Timer.builder(name).tags(tags).description(description);
        if (histogram) {
            builder.publishPercentileHistogram();
        }
        Timer timer = builder.register(registry);
        put.add(timer);
        return timer;
    }

    private void clear(String name, Meter.Type type) {
        registry.removeByPreFilterId(new Meter.Id(name, tags, /* baseUnit= */ null, /* description= */ null, type));
    }

    /// Takes a meter away, unless another one has taken its place.
    static void remove(MeterRegistry registry, Meter meter) {
        if (registry.getMeters().stream().anyMatch(there -> there == meter)) {
            registry.remove(meter);
        }
    }
}
