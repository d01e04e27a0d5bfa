package concurrent.futures.stress.account;

import concurrent.futures.stress.account.Fault.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Compares what was asked, how it ended, and what the tasks can prove. For a pool that is closed. Not thread-safe.
///
/// What is judged, beyond each future's having exactly one outcome that fits its task:
///
/// - A task was begun, and returned, at most once for each attempt.
/// - A value has a proof. A task that was cancelled before it began has none, nor has one that was not accepted.
/// - The death of a worker fails no more than the one task that it ran, and only if it was killed, or the task killed
/// it.
/// - A worker runs one task at a time.
/// - What was cancelled was cancelled by somebody.
public final class Audit {
    private static final long NONE = -1;

    private final Evidence evidence;
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<Long, Map<Proof.Kind, Integer>> proofs = new HashMap<>();
    private final Map<Integer, Long> running = new HashMap<>();
    private final Set<Integer> crashes = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private long unexplainedCancels;

    /// Begins an audit.
    ///
    /// @param entries the accounts
    /// @param evidence what was done to the pool
    public Audit(Collection<Entry> entries, Evidence evidence) {
        this.evidence = evidence;
        entries.forEach(entry -> this.entries.put(entry.id(), entry));
    }

    /// Takes a proof, in the order in which they were written.
    ///
    /// @param proof the proof
    public void take(Proof proof) {
        if (!entries.containsKey(proof.id())) {
            wrong(proof.id(), "ran without having been submitted: " + proof);
            return;
        }
        proofs.computeIfAbsent(proof.id(), id -> new EnumMap<>(Proof.Kind.class))
                .merge(proof.kind(), 1, Integer::sum);
        long other = running.getOrDefault(proof.worker(), NONE);
        if (proof.kind() != Proof.Kind.BEGUN) {
            running.put(proof.worker(), NONE);
        } else {
            if (other != NONE) {
                wrong(proof.id(), "began in worker " + proof.worker() + " while task " + other + " ran there");
            }
            running.put(proof.worker(), proof.id());
        }
    }

    /// Judges all tasks.
    ///
    /// @return what does not add up
    public List<Fault> faults() {
        entries.values().forEach(this::judge);
        if (!evidence.abrupt() && unexplainedCancels > evidence.cancelledPending()) {
            wrong(
                    NONE,
                    unexplainedCancels
                            + " futures were cancelled that nobody cancelled one by one, but cancelPending() only "
                            + evidence.cancelledPending());
        }
        return faults;
    }

    private void judge(Entry entry) {
        int begun = count(entry, Proof.Kind.BEGUN);
        int returned = count(entry, Proof.Kind.RETURNS);
        int attempts = entry.terms().attempts();
        if (begun > attempts || returned > attempts) {
            add(Kind.TWICE, entry, "began " + begun + " times, returned " + returned + " times; allowed: " + attempts);
        }
        Ending ending = entry.ending();
        if (ending == null) {
            if (entry.terms().observed()) {
                add(Kind.LOST, entry, "never ended; began " + begun + " times");
            }
            return;
        }
        if (entry.endings() > 1) {
            add(Kind.WRONG, entry, "ended " + entry.endings() + " times");
        }
        if (entry.isCancelAccepted() && ending.outcome() != Outcome.CANCELLED) {
            add(Kind.WRONG, entry, "cancel returned true, and yet: " + ending);
        }
        switch (ending.outcome()) {
            case VALUE -> judgeValue(entry, ending, returned);
            case THROWN -> {
                if (!entry.terms().throwing() || begun == 0) {
                    add(Kind.WRONG, entry, "was not to throw, or did not run: began " + begun + " times");
                }
            }
            case CANCELLED -> judgeCancelled(entry, begun);
            case TIMED_OUT -> {
                if (!entry.terms().limited()) {
                    add(Kind.WRONG, entry, "hit a time limit, and has none");
                }
            }
            case CRASHED -> judgeCrashed(entry, ending, begun);
            case REJECTED -> {
                if (begun > 0) {
                    add(Kind.WRONG, entry, "was not accepted, and yet ran " + begun + " times");
                }
            }
            case UNEXPECTED -> add(Kind.WRONG, entry, "failed with what nobody asked for");
        }
    }

    private void judgeValue(Entry entry, Ending ending, int returned) {
        if (returned == 0) {
            add(Kind.LOST, entry, "has a value, but no proof of having run to its end");
        }
        if (ending.value() != entry.terms().value() || entry.terms().throwing()) {
            add(Kind.WRONG, entry, "has the value of something else: " + ending.value());
        }
    }

    private void judgeCancelled(Entry entry, int begun) {
        if (entry.isCancelledUnbegun() && begun > 0 && entry.terms().attempts() == 1) {
            add(Kind.WRONG, entry, "was cancelled before it began, and yet began " + begun + " times");
        }
        if (!entry.isCancelAsked()) {
            unexplainedCancels++;
        }
    }

    private void judgeCrashed(Entry entry, Ending ending, int begun) {
        int worker = ending.worker();
        if (!evidence.abrupt()
                && !evidence.harmed().contains(worker)
                && !entry.terms().lethal()
                && !entry.terms().shared()) {
            add(Kind.WRONG, entry, "failed with the death of worker " + worker + ", which nobody killed");
        }
        if (entry.terms().shared()) {
            return;
        }
        if (!crashes.add(worker)) {
            add(Kind.LOST, entry, "failed with the death of worker " + worker + ", as another task did");
        }
        long other = running.getOrDefault(worker, NONE);
        if (begun == 0 && other != NONE) {
            add(Kind.LOST, entry, "failed with the death of worker " + worker + ", which ran task " + other);
        }
    }

    private int count(Entry entry, Proof.Kind kind) {
        return proofs.getOrDefault(entry.id(), Map.of()).getOrDefault(kind, 0);
    }

    private void add(Kind kind, Entry entry, String text) {
        faults.add(new Fault(kind, entry.id(), text));
    }

    private void wrong(long id, String text) {
        faults.add(new Fault(Kind.WRONG, id, text));
    }
}
