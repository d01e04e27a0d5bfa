package concurrent.futures.stress.agents;

import concurrent.futures.stress.account.Ending;
import concurrent.futures.stress.account.Entry;
import concurrent.futures.stress.account.Fault;
import concurrent.futures.stress.account.Fault.Kind;
import concurrent.futures.stress.account.Ledger;
import concurrent.futures.stress.account.Outcome;
import concurrent.futures.stress.account.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares how tasks ended with what they can prove, and with which agents were killed. For an executor that is
/// closed. Not thread-safe.
///
/// - Each future has ended, once: with the value of its task, or with a crash that names an agent that was killed.
/// - No task has begun more often than it may.
/// - A value has a proof.
/// - No task crashes that may run again.
final class Reckoning {
    private static final Pattern AGENT = Pattern.compile("\\bon (local-\\d+)\\b");

    private final Ledger ledger;
    private final Set<String> killed;
    private final Map<Long, Integer> begun = new HashMap<>();
    private final Map<Long, Integer> returned = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /// Begins one.
    ///
    /// @param ledger the accounts of all tasks
    /// @param killed the names of the agents that were killed
    Reckoning(Ledger ledger, Set<String> killed) {
        this.ledger = ledger;
        this.killed = killed;
    }

    /// Takes a proof.
    void take(Proof proof) {
        if (ledger.get(proof.id()) == null) {
            faults.add(new Fault(Kind.WRONG, proof.id(), "ran without having been submitted: " + proof));
        }
        switch (proof.kind()) {
            case BEGUN -> begun.merge(proof.id(), 1, Integer::sum);
            case RETURNS -> returned.merge(proof.id(), 1, Integer::sum);
            case THROWS -> faults.add(new Fault(Kind.WRONG, proof.id(), "threw: " + proof));
        }
    }

    /// Judges all tasks.
    ///
    /// @return what does not add up
    List<Fault> faults() {
        ledger.entries().forEach(this::judge);
        return faults;
    }

    private void judge(Entry entry) {
        int times = count(begun, entry);
        if (times > entry.terms().attempts()) {
            add(
                    Kind.TWICE,
                    entry,
                    "began " + times + " times; allowed: " + entry.terms().attempts());
        }
        Ending ending = entry.ending();
        if (ending == null) {
            add(Kind.LOST, entry, "never ended; began " + times + " times");
            return;
        }
        if (entry.endings() > 1) {
            add(Kind.WRONG, entry, "ended " + entry.endings() + " times");
        }
        switch (ending.outcome()) {
            case VALUE -> judgeValue(entry, ending);
            case CRASHED -> judgeCrash(entry, ending);
            case THROWN, CANCELLED, TIMED_OUT, REJECTED, UNEXPECTED ->
                add(Kind.WRONG, entry, "failed with what nobody asked for: " + ending);
        }
    }

    private void judgeValue(Entry entry, Ending ending) {
        if (count(returned, entry) == 0) {
            add(Kind.LOST, entry, "has a value, but no proof of having run to its end");
        }
        if (ending.value() != entry.terms().value()) {
            add(Kind.WRONG, entry, "has the value of something else: " + ending.value());
        }
    }

    private void judgeCrash(Entry entry, Ending ending) {
        Matcher agent = AGENT.matcher(ending.detail());
        if (!agent.find() || !killed.contains(agent.group(1))) {
            add(Kind.WRONG, entry, "crashed, and names none of " + killed + ": " + ending);
        }
        if (entry.terms().attempts() > 1) {
            add(Kind.LOST, entry, "crashed, and might have run again: " + ending);
        }
    }

    /// How many tasks ended so.
    long ended(Outcome outcome) {
        return ledger.entries().stream()
                .filter(entry -> isEnded(entry, outcome))
                .count();
    }

    /// How many have crashed, and have no proof of having begun.
    long crashedUnbegun() {
        return ledger.entries().stream()
                .filter(entry -> isEnded(entry, Outcome.CRASHED) && count(begun, entry) == 0)
                .count();
    }

    private static boolean isEnded(Entry entry, Outcome outcome) {
        Ending ending = entry.ending();
        return ending != null && ending.outcome() == outcome;
    }

    private static int count(Map<Long, Integer> proofs, Entry entry) {
        return proofs.getOrDefault(entry.id(), 0);
    }

    private void add(Kind kind, Entry entry, String text) {
        faults.add(new Fault(kind, entry.id(), text));
    }
}
