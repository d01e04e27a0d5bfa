package concurrent.futures.micrometer;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A page in Prometheus' text format.
///
/// @param text the whole of it
record Page(String text) {
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");

    /// The value of the one sample of a name with these labels, and whatever others.
    ///
    /// @param name such as `executor_tasks_total`
    /// @param labels such as `outcome="failed"`
    double value(String name, String... labels) {
        List<Double> values = text.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .filter(sample -> sample.group(1).equals(name))
                .filter(sample -> {
                    String all = sample.group(2);
                    return all != null && List.of(all.split(",")).containsAll(List.of(labels));
                })
                .map(sample -> Double.valueOf(sample.group(3)))
                .toList();
        if (values.size() != 1) {
            throw new AssertionError(
                    values.size() + " samples of " + name + " with " + List.of(labels) + " in\n" + text);
        }
        return values.getFirst();
    }

    /// The names of metrics with their types, such as `executor_seconds summary`.
    Set<String> types() {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.substring("# TYPE ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
