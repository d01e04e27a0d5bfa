package concurrent.futures.benchmarks.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A row of the table.
///
/// @param name a short name, by which it can be asked for
/// @param title what is measured
/// @param unit what its numbers are
/// @param ours our number
/// @param python CPython's numbers, of which the best one counts; empty if it has nothing of the kind
/// @param floor what the machine, or the JDK, can do at best; `null` if there is nothing of the kind
/// @param targets what is to be reached
public record Row(
        String name,
        String title,
        Unit unit,
        Source ours,
        List<Source> python,
        @Nullable Source floor,
        List<Target> targets) {
    /// Copies the lists.
    public Row {
        python = List.copyOf(python);
        targets = List.copyOf(targets);
    }

    /// A row that is compared with nothing yet.
    ///
    /// @param name a short name
    /// @param unit what its numbers are
    /// @param ours where our number comes from
    /// @param title what is measured
    /// @return the row
    public static Row row(String name, Unit unit, String ours, String title) {
        return new Row(name, title, unit, Source.of(ours), List.of(), null, List.of());
    }

    /// This row, compared with CPython.
    ///
    /// @param sources where its numbers come from
    /// @return the row
    public Row python(String... sources) {
        List<Source> all = new ArrayList<>();
        for (String source : sources) {
            all.add(Source.of(source));
        }
        return new Row(name, title, unit, ours, all, floor, targets);
    }

    /// This row, compared with what is best possible.
    ///
    /// @param source where that number comes from
    /// @return the row
    public Row floor(String source) {
        return new Row(name, title, unit, ours, python, Source.of(source), targets);
    }

    /// This row, which is to be at least a multiple of a number.
    ///
    /// @param factor the multiple
    /// @param reference where the number comes from
    /// @param words what that is, for people
    /// @return the row
    public Row atLeast(double factor, String reference, String words) {
        return and(new Target(null, /* atLeast= */ true, factor, Source.of(reference), words));
    }

    /// This row, which is to be at most a multiple of a number.
    ///
    /// @param factor the multiple
    /// @param reference where the number comes from
    /// @param words what that is, for people
    /// @return the row
    public Row atMost(double factor, String reference, String words) {
        return and(new Target(null, /* atLeast= */ false, factor, Source.of(reference), words));
    }

    /// This row, which is to be at least a number.
    ///
    /// @param limit the number
    /// @param words the number with its unit, for people
    /// @return the row
    public Row atLeast(double limit, String words) {
        return and(new Target(null, /* atLeast= */ true, limit, null, words));
    }

    /// This row, which is to be at most a number.
    ///
    /// @param limit the number
    /// @param words the number with its unit, for people
    /// @return the row
    public Row atMost(double limit, String words) {
        return and(new Target(null, /* atLeast= */ false, limit, null, words));
    }

    /// This row, with one more target.
    ///
    /// @param target the target
    /// @return the row
    public Row and(Target target) {
        List<Target> all = new ArrayList<>(targets);
        all.add(target);
        return new Row(name, title, unit, ours, python, floor, all);
    }

    /// Everything whose numbers it needs.
    ///
    /// @return the sources, ours first
    public Set<Source> sources() {
        Set<Source> all = new LinkedHashSet<>();
        all.add(ours);
        all.addAll(python);
        if (floor != null) {
            all.add(floor);
        }
        for (Target target : targets) {
            if (target.reference() != null) {
                all.add(Objects.requireNonNull(target.reference()));
            }
            if (target.ours() != null) {
                all.add(Objects.requireNonNull(target.ours()));
            }
        }
        return all;
    }
}
