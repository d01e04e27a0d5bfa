package concurrent.futures.cluster.internal.scheduling;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Since when tasks wait for agents that are not there, without a break: an agent that comes ends that, even if it
/// leaves at once, and the time counts anew from then. Each label has its own time, and so have agents as such.
///
/// It has no clock: whoever owns it says how late it is, in nanoseconds, and lets it look whenever a [Shortage] may
/// have begun or ended. Not thread-safe.
public final class Absence {
    /// Nothing is missing.
    public static final long NEVER = Long.MAX_VALUE;

    private final long patience;
    private final Map<String, Long> sinceByLabel = new HashMap<>();
    private @Nullable Long since;

    /// Nothing is missing yet.
    ///
    /// @param patience for how long something may be missing, in nanoseconds
    public Absence(long patience) {
        this.patience = patience;
    }

    /// Takes note of what is missing now.
    ///
    /// @param shortage `null` if nothing is
    /// @param now how late it is
    public void look(@Nullable Shortage shortage, long now) {
        if (shortage == null || !shortage.ofAll()) {
            since = null;
        } else if (since == null) {
            since = now;
        }
        Set<String> labels = shortage == null ? Set.of() : shortage.labels();
        sinceByLabel.keySet().retainAll(labels);
        labels.forEach(label -> sinceByLabel.putIfAbsent(label, now));
    }

    /// How long it is until something has been missing for too long, if nobody comes.
    ///
    /// @param now how late it is
    /// @return nanoseconds, not negative; [#NEVER] if nothing is missing
    public long left(long now) {
        long left = since == null ? NEVER : patience - (now - since);
        for (long begin : sinceByLabel.values()) {
            left = Math.min(left, patience - (now - begin));
        }
        return Math.max(0, left);
    }

    /// What has been missing for too long. It is told once; should it still be missing then, its time begins anew with
    /// the next [look][#look].
    ///
    /// @param now how late it is
    /// @return `null` if nothing has
    public @Nullable Shortage due(long now) {
        boolean isOfAll = since != null && now - since >= patience;
        Set<String> labels = new HashSet<>();
        sinceByLabel.forEach((label, begin) -> {
            if (now - begin >= patience) {
                labels.add(label);
            }
        });
        if (isOfAll) {
            since = null;
        }
        sinceByLabel.keySet().removeAll(labels);
        return isOfAll || !labels.isEmpty() ? new Shortage(isOfAll, labels) : null;
    }

    /// Whether something is missing, as far as it was looked.
    ///
    /// @return `false` if nothing is
    public boolean isAny() {
        return since != null || !sinceByLabel.isEmpty();
    }
}
