package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.WorkerInfo;
import concurrent.futures.dashboard.internal.collect.WorkerRow.Kind;
import concurrent.futures.dashboard.internal.collect.WorkerRow.State;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.event.WorkerStarted;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The workers of an executor: those that are there, and the last of those that are gone.
///
/// Each that is there has a row in the task stream for itself. Who replaces another one takes over its row when that
/// one is gone, unless something was drawn in a row of its own by then. Virtual threads share a few rows, since each
/// of them runs one task.
final class Workers {
    private static final int MOST = 500;
    private static final int MOST_GONE = 60;
    private static final int MOST_VIRTUAL = 64;

    private final Map<String, WorkerRow> there = new LinkedHashMap<>();
    private final Deque<WorkerRow> gone = new ArrayDeque<>();
    private final List<WorkerRow> places = new ArrayList<>();
    private final Map<String, String> predecessors = new HashMap<>();

    /// Who takes over the row of one that is still there, by the name of that.
    private final Map<String, WorkerRow> heirs = new HashMap<>();

    private final BitSet rows = new BitSet();
    private final PlatformThreads threads = new PlatformThreads();
    private final boolean virtualThreads;

    private long leftOut;

    /// Who has processes has no threads.
    private boolean hasProcesses;

    /// @param virtualThreads whether tasks may run in them
    Workers(boolean virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    // --- who is there

    /// Knows a worker that was there before.
    void seed(WorkerInfo info, long now) {
        WorkerRow row = there.get(info.name());
        if (row == null) {
            State state = switch (info.state()) {
                case STARTING -> State.STARTING;
                case IDLE -> State.IDLE;
                case BUSY, STOPPING -> State.BUSY;
            };
            row = add(info.name(), Kind.PROCESS, info.pid(), state, now);
        }
        if (row != null) {
            row.knows(info.tasksDone(), info.residentBytes());
        }
    }

    /// This is told before the successor is there, and perhaps before the other one is gone.
    void replaced(WorkerReplaced event) {
        if (predecessors.size() < MOST) {
            predecessors.put(event.successor(), event.worker());
        }
    }

    void started(WorkerStarted event) {
        String before = predecessors.remove(event.worker());
        if (there.containsKey(event.worker())) {
            return;
        }
        Kind kind = event.pid() == 0 ? Kind.THREAD : Kind.PROCESS;
        WorkerRow worker = add(event.worker(), kind, event.pid(), State.STARTING, event.nanoTime());
        WorkerRow predecessor = before == null ? null : find(before);
        if (worker == null || predecessor == null) {
            return;
        }
        worker.replaces(predecessor);
        if (predecessor.isGone()) {
            inherit(worker, predecessor.row());
        } else {
            heirs.put(before, worker);
        }
    }

    private void inherit(WorkerRow heir, int row) {
        if (!rows.get(row)) {
            rows.clear(heir.row());
            rows.set(row);
            heir.moves(row);
        }
    }

    private @Nullable WorkerRow find(String name) {
        WorkerRow one = there.get(name);
        if (one != null) {
            return one;
        }
        return gone.stream()
                .filter(worker -> worker.name().equals(name))
                .findAny()
                .orElse(null);
    }

    private @Nullable WorkerRow add(String name, Kind kind, long pid, State state, long now) {
        if (there.size() >= MOST) {
            leftOut++;
            return null;
        }
        hasProcesses |= kind == Kind.PROCESS;
        WorkerRow row = new WorkerRow(name, kind, pid, state, freeRow(), now);
        there.put(name, row);
        return row;
    }

    /// A row that nobody has, or is about to have.
    private int freeRow() {
        BitSet taken = (BitSet) rows.clone();
        for (String before : predecessors.values()) {
            WorkerRow predecessor = find(before);
            if (predecessor != null) {
                taken.set(predecessor.row());
            }
        }
        int row = taken.nextClearBit(0);
        rows.set(row);
        return row;
    }

    /// The worker that does something, or did so before it was gone; `null` if there are too many, or it is not known
    /// yet which of the processes it is: a cluster may tell at first which machine has a task. Nothing may have been
    /// told of its start, if that was before somebody listened.
    ///
    /// @param name its name
    /// @param now when it does
    @Nullable
    WorkerRow at(String name, long now) {
        WorkerRow known = find(name);
        if (known != null) {
            return known;
        }
        if (!hasProcesses && threads.has(name, now)) {
            return add(name, Kind.THREAD, 0, State.IDLE, now);
        }
        if (!hasProcesses && virtualThreads) {
            return freePlace(now);
        }
        return isOfMachine(name) ? add(name, Kind.PROCESS, 0, State.IDLE, now) : null;
    }

    /// Whether it is the name of a worker with that of its machine, and not of the machine alone.
    private static boolean isOfMachine(String name) {
        return name.indexOf('/') >= 0;
    }

    /// The worker of that name, if it is there.
    @Nullable
    WorkerRow known(String name) {
        return there.get(name);
    }

    /// The process id of a worker that is there.
    ///
    /// @param shown its name, as it is shown
    /// @return 0 if it is no process, or not there
    long pid(String shown) {
        return there.values().stream()
                .filter(worker -> ShownText.line(worker.name()).equals(shown))
                .findAny()
                .map(WorkerRow::pid)
                .orElse(0L);
    }

    /// What a worker of its own runs.
    ///
    /// @param task its number
    /// @return the attempt; `null` if no worker has it as its current task
    @Nullable
    Running running(long task) {
        for (WorkerRow worker : there.values()) {
            Running now = worker.current();
            if (now != null && now.start().task().id() == task) {
                return now;
            }
        }
        return null;
    }

    private @Nullable WorkerRow freePlace(long now) {
        for (WorkerRow place : places) {
            if (place.isFree()) {
                return place;
            }
        }
        if (places.size() >= MOST_VIRTUAL) {
            return null;
        }
        String name = "virtual " + (places.size() + 1);
        WorkerRow place = new WorkerRow(name, Kind.VIRTUAL, 0, State.IDLE, freeRow(), now);
        places.add(place);
        return place;
    }

    // --- what they do

    void is(String name, State state) {
        tell(name, worker -> worker.is(state));
    }

    /// Also of a worker that was there before somebody listened.
    void sampled(WorkerSampled event) {
        if (find(event.worker()) == null) {
            add(event.worker(), Kind.PROCESS, event.pid(), State.IDLE, event.nanoTime());
        }
        tell(event.worker(), worker -> worker.sampled(event));
    }

    private void tell(String name, Consumer<WorkerRow> what) {
        WorkerRow worker = there.get(name);
        if (worker != null) {
            what.accept(worker);
        }
    }

    // --- who is gone

    /// Also of a worker that was taken for gone with its executor.
    void crashed(WorkerCrashed event) {
        predecessors.remove(event.worker());
        WorkerRow worker = find(event.worker());
        if (worker != null) {
            worker.crashed(event.nanoTime(), event.cause(), ShownText.limited(event.description(), /* most= */ 8_000));
            bury(worker);
        }
    }

    /// Also of a worker that was taken for gone with its executor.
    void retired(WorkerRetired event) {
        predecessors.remove(event.worker());
        WorkerRow worker = find(event.worker());
        if (worker != null) {
            worker.retired(event.nanoTime(), event.reason());
            bury(worker);
        }
    }

    /// A pool that has ended tells of its end, and not of that of each worker. All that were there then are kept.
    void allGone(long now) {
        heirs.clear();
        for (WorkerRow worker : there.values()) {
            worker.retired(now, "the executor has ended");
            gone.addLast(worker);
        }
        there.clear();
    }

    private void bury(WorkerRow worker) {
        if (there.remove(worker.name()) == null) {
            return; // It is where the dead are.
        }
        rows.clear(worker.row());
        WorkerRow heir = heirs.remove(worker.name());
        if (heir != null && !heir.isGone() && !heir.isDrawn()) {
            inherit(heir, worker.row());
        }
        gone.addLast(worker);
        if (gone.size() > MOST_GONE) {
            gone.removeFirst();
        }
    }

    // --- to be seen

    void write(JsonGenerator json, Epoch epoch) throws IOException {
        json.writeNumberField("workersLeftOut", leftOut);
        json.writeArrayFieldStart("workers");
        for (WorkerRow worker : there.values()) {
            worker.write(json, epoch);
        }
        for (WorkerRow place : places) {
            place.write(json, epoch);
        }
        for (WorkerRow worker : gone) {
            worker.write(json, epoch);
        }
        json.writeEndArray();
    }
}
