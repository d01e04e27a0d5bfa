package concurrent.futures.cluster.internal.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Divides slots among sessions: all get the same, but none more than it wants, and each that wants any at least one.
final class FairShare {
    private FairShare() {}

    /// Divides.
    ///
    /// @param slots how many there are
    /// @param limits how many each session wants at most
    /// @return how many each gets, in the same order; together more than there are only if there are too many sessions
    static List<Integer> of(int slots, List<Integer> limits) {
        List<Integer> shares = new ArrayList<>(Collections.nCopies(limits.size(), 0));
        List<Integer> modestFirst = IntStream.range(0, limits.size())
                .boxed()
                .sorted(Comparator.comparing(limits::get))
                .toList();
        int left = slots;
        int sessions = limits.size();
        for (int session : modestFirst) {
            int share = Math.min(limits.get(session), Math.max(1, left / sessions));
            shares.set(session, share);
            left = Math.max(0, left - share);
            sessions--;
        }
        return shares;
    }
}
