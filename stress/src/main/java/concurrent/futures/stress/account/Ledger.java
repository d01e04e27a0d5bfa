package concurrent.futures.stress.account;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The accounts of all tasks of one pool. Safe to use from any thread.
public final class Ledger {
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong endings = new AtomicLong();
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

    /// Makes an empty ledger.
    public Ledger() {}

    /// A number that no task has.
    ///
    /// @return the number
    public long nextId() {
        return ids.getAndIncrement();
    }

    /// Opens an account.
    ///
    /// @param id the task's number
    /// @param terms what was asked
    /// @return the account
    public Entry open(long id, Entry.Terms terms) {
        Entry entry = new Entry(id, terms);
        entries.put(id, entry);
        return entry;
    }

    /// Takes down that a future has ended.
    ///
    /// @param id the task's number
    /// @param how how
    public void end(long id, Ending how) {
        Entry entry = entries.get(id);
        if (entry == null) {
            throw new IllegalArgumentException("there is no task " + id);
        }
        entry.end(how);
        endings.incrementAndGet();
    }

    /// How many ends were taken down.
    ///
    /// @return the number
    public long endings() {
        return endings.get();
    }

    /// An account.
    ///
    /// @param id the task's number
    /// @return the account, or `null` if there is none
    public @Nullable Entry get(long id) {
        return entries.get(id);
    }

    /// All accounts.
    ///
    /// @return a view
    public Collection<Entry> entries() {
        return entries.values();
    }
}
