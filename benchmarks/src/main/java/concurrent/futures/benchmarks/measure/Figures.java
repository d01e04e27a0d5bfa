package concurrent.futures.benchmarks.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a program measured: numbers by name, in the order in which they were noted. A name says what it is, and the
/// row of the table says in which unit: rates are per second, times in seconds, memory in bytes.
///
/// @param values the numbers
public record Figures(Map<String, Double> values) {
    /// Copies the map, and keeps its order.
    public Figures {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// One figure.
    ///
    /// @param name its name
    /// @param value its value
    /// @return it alone
    public static Figures of(String name, double value) {
        return new Figures(Map.of(name, value));
    }

    /// These, and one more.
    ///
    /// @param name its name
    /// @param value its value
    /// @return all of them
    public Figures and(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(values);
        if (more.put(name, value) != null) {
            throw new IllegalArgumentException("there is a figure '" + name + "' already");
        }
        return new Figures(more);
    }
}
