package concurrent.futures.stress.soak;

import concurrent.futures.stress.account.Ending;
import concurrent.futures.stress.account.Entry;
import concurrent.futures.stress.account.Fault;
import concurrent.futures.stress.account.Outcome;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The figures of a soak, as columns of a table. For one thread.
final class Counts {
    private static final List<Column> COLUMNS = Arrays.asList(Column.values());

    private final Map<Column, Long> numbers = new EnumMap<>(Column.class);

    /// What is counted.
    enum Column {
        SECONDS,
        SUBMITTED,
        VALUES,
        THROWN,
        CANCELLED,
        TIMED_OUT,
        CRASHED,
        FAILED,
        REJECTED,
        UNSEEN,
        RETRIED,
        KILLS,
        STOPS,
        RESIZES,
        WORKERS,
        TASKS_PER_S,
        LOST,
        RUN_TWICE,
        WRONG,
        LEFT_BEHIND;

        String heading() {
            return name().toLowerCase(Locale.ROOT).replace("_per_", "/").replace('_', '-');
        }
    }

    void add(Column column, long number) {
        numbers.merge(column, number, Long::sum);
    }

    long get(Column column) {
        return numbers.getOrDefault(column, 0L);
    }

    void add(Counts other) {
        other.numbers.forEach(this::add);
    }

    void addEntries(Collection<Entry> entries) {
        add(Column.SUBMITTED, entries.size());
        for (Entry entry : entries) {
            Ending ending = entry.ending();
            add(ending == null ? Column.UNSEEN : column(ending.outcome()), 1);
        }
    }

    void addFaults(Collection<Fault> faults) {
        for (Fault fault : faults) {
            add(
                    switch (fault.kind()) {
                        case LOST -> Column.LOST;
                        case TWICE -> Column.RUN_TWICE;
                        case WRONG -> Column.WRONG;
                        case LEFT -> Column.LEFT_BEHIND;
                    },
                    1);
        }
    }

    private static Column column(Outcome outcome) {
        return switch (outcome) {
            case VALUE -> Column.VALUES;
            case THROWN -> Column.THROWN;
            case CANCELLED -> Column.CANCELLED;
            case TIMED_OUT -> Column.TIMED_OUT;
            case CRASHED -> Column.CRASHED;
            case REJECTED -> Column.REJECTED;
            case UNEXPECTED -> Column.FAILED;
        };
    }

    /// Tells whether everything adds up.
    boolean isWell() {
        return get(Column.LOST) == 0
                && get(Column.RUN_TWICE) == 0
                && get(Column.WRONG) == 0
                && get(Column.LEFT_BEHIND) == 0;
    }

    static String header() {
        return COLUMNS.stream().map(Column::heading).collect(Collectors.joining("  "));
    }

    String row() {
        return COLUMNS.stream()
                .map(column -> String.format(Locale.ROOT, "%" + column.heading().length() + "d", shown(column)))
                .collect(Collectors.joining("  "));
    }

    private long shown(Column column) {
        return column == Column.TASKS_PER_S ? get(Column.SUBMITTED) / Math.max(1, get(Column.SECONDS)) : get(column);
    }
}
