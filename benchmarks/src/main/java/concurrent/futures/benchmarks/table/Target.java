package concurrent.futures.benchmarks.table;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a row is to reach: so many times another number, or a number as it is.
///
/// @param ours what is to reach it; `null`: the row's own number
/// @param atLeast whether it is to be at least that; else at most
/// @param factor how many times the reference, or the number itself if there is none
/// @param reference what it is a multiple of
/// @param words what that is, for people
public record Target(
        @Nullable Source ours,
        boolean atLeast,
        double factor,
        @Nullable Source reference,
        String words) {
    /// This, for another figure than the row's own.
    ///
    /// @param figure the figure
    /// @return the target for it
    public Target of(String figure) {
        return new Target(Source.of(figure), atLeast, factor, reference, words);
    }

    /// Looks whether it is reached.
    ///
    /// @param row the row that it belongs to
    /// @param results all that was measured
    /// @return the answer; empty if a number is missing
    public Optional<Verdict> judge(Row row, Results results) {
        Optional<Double> mine = results.median(ours == null ? row.ours() : ours);
        Optional<Double> theirs = reference == null ? Optional.of(1.0) : results.median(reference);
        return mine.flatMap(number -> theirs.map(other -> new Verdict(this, number / other)));
    }

    /// Whether a target is reached.
    ///
    /// @param target the target
    /// @param measured the multiple, or the number, that was measured
    public record Verdict(Target target, double measured) {
        /// Says it.
        ///
        /// @return true if it is reached
        public boolean isReached() {
            return target.atLeast ? measured >= target.factor : measured <= target.factor;
        }
    }
}
