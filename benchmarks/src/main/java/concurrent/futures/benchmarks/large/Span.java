package concurrent.futures.benchmarks.large;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When and where a task ran. The clock is that of the machine, so that spans of several processes compare.
///
/// @param number of the task, in the order in which they were handed in
/// @param worker the number of the process or of the thread
/// @param begin nanoseconds
/// @param end nanoseconds
record Span(int number, long worker, long begin, long end) implements Serializable {
    private long nanos() {
        return end - begin;
    }

    /// How long tasks of these lengths would take workers that lose no time at all, each of which takes the next task
    /// when it has ended one.
    static double idealSeconds(List<Span> spans, int workers) {
        List<Span> inOrder = new ArrayList<>(spans);
        inOrder.sort(Comparator.comparingInt(Span::number));
        long[] ends = new long[workers];
        for (Span span : inOrder) {
            ends[earliest(ends)] += span.nanos();
        }
        long last = 0;
        for (long end : ends) {
            last = Math.max(last, end);
        }
        return last / 1e9;
    }

    private static int earliest(long[] ends) {
        int earliest = 0;
        for (int i = 1; i < ends.length; i++) {
            if (ends[i] < ends[earliest]) {
                earliest = i;
            }
        }
        return earliest;
    }

    /// The longest time for which a worker ran nothing while a task was still to begin, in seconds.
    static double longestGap(List<Span> spans) {
        List<Span> byTime = new ArrayList<>(spans);
        byTime.sort(Comparator.comparingLong(Span::begin));
        long firstBegin = byTime.getFirst().begin();
        long lastBegin = byTime.getLast().begin();
        Map<Long, Long> ends = new HashMap<>();
        long longest = 0;
        for (Span span : byTime) {
            Long before = ends.put(span.worker(), span.end());
            longest = Math.max(longest, span.begin() - (before == null ? firstBegin : before));
        }
        for (long end : ends.values()) {
            longest = Math.max(longest, lastBegin - end);
        }
        return longest / 1e9;
    }
}
