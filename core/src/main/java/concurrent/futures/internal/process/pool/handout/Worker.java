package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.WorkerInfo;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.WorkerVoice;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.pool.handout.Foreman.StartFailure;
import concurrent.futures.internal.process.pool.limits.Window;
import concurrent.futures.internal.process.pool.sending.Courier;
import concurrent.futures.internal.process.pool.sending.KeptFunctions;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.throwables.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the dispatcher knows of one worker process, and which tasks are there. What is not final is guarded by
/// the dispatcher's lock, unless it says otherwise.
///
/// ```
///   STARTING ──ready──► READY ──no more tasks──► RETIRING
///       │                 │                         │
///       └─────────────────┴──── connection lost ────┴──► DYING ──process gone──► (forgotten)
/// ```
public final class Worker {
    enum Phase {
        STARTING,
        READY,
        RETIRING,
        DYING,
    }

    private final String name;
    private final Courier courier;

    Phase phase = Phase.STARTING;
    boolean wasReady;

    /// Nobody needs it any more although it has not come up, or it was found unfit: its end is no failure of a start.
    boolean unwanted;

    @Nullable
    WorkerProcess process;

    @Nullable
    ClaimPage claims;

    final Load load = new Load();

    final Window window = new Window();

    /// The shared functions that it has.
    final KeptFunctions kept = new KeptFunctions();

    long tasksDone;

    /// How long answers may gather before the next are taken, see [Window#restNanos]. Not guarded: the thread that
    /// listens to the worker writes and reads it, whichever that is.
    public long restNanos;

    /// A task was told to stop: no tasks until it has.
    boolean stopping;

    /// Its task waits for another one: it takes no tasks, and does not count as one of the pool's workers.
    boolean waiting;

    /// Why it did not come up, if it did not.
    @Nullable
    StartFailure startFailure;

    /// It is killed because it did not get ready in time.
    boolean overdue;

    /// That was because its initializer took too long.
    boolean hungInInitializer;

    /// It has said that it leaves.
    boolean saidGoodbye;

    /// The connection to it is lost.
    boolean isLost;

    /// Too many workers were lost at the task that it was to begin next.
    boolean headIsUndeliverable;

    // The watch's.
    long bytesSent;

    @Nullable
    ScheduledFuture<?> startClock;

    @Nullable
    ScheduledFuture<?> busyClock;

    @Nullable
    ScheduledFuture<?> idleClock;

    @Nullable
    ScheduledFuture<?> surplusClock;

    @Nullable
    ScheduledFuture<?> leavingClock;

    private final WorkerVoice voice;

    /// How much of its heap it uses, as far as it has told; 0 if it has not. Of any thread.
    private volatile long heapBytes;

    /// It was asked for that, and has not answered. Likewise.
    private volatile boolean measuring;

    /// Why it retires, if that is known.
    private @Nullable String retirement;

    /// It goes, and nobody comes in its place.
    boolean dispensed;

    Worker(String name, Courier courier, Hub events) {
        this.name = name;
        this.courier = courier;
        this.voice = new WorkerVoice(events, name);
    }

    public String name() {
        return name;
    }

    /// Where what happens in it happens; once it has a process.
    Origin origin() {
        return new Origin(Objects.requireNonNull(process).pid(), name);
    }

    public Courier courier() {
        return courier;
    }

    /// What tells of it.
    WorkerVoice voice() {
        return voice;
    }

    /// Asks it how much memory it uses, unless it is to take up a task, or has not answered before.
    void measure() {
        if (phase == Phase.READY && !measuring && (live() == 0 || hasBegunHead())) {
            measuring = true;
            courier.post(new Frame.Measure(), 0);
        }
    }

    /// It has told how much of its heap it uses.
    public void measured(long bytes) {
        heapBytes = bytes;
        measuring = false;
    }

    long heapBytes() {
        return heapBytes;
    }

    /// It is about to be retired.
    ///
    /// @param reason why
    void retiresSince(String reason) {
        if (retirement == null) {
            retirement = reason;
        }
    }

    /// It is about to be retired, since it is not needed any more.
    ///
    /// @param reason why
    void dispense(String reason) {
        retiresSince(reason);
        dispensed = true;
    }

    /// Tells how it has ended.
    ///
    /// @param death how
    /// @param saidGoodbye whether it was told to end, and did
    void tellEnd(Death death, boolean saidGoodbye) {
        if (voice.hasEnded()) {
            return;
        }
        if (saidGoodbye || unwanted) {
            voice.retired(Objects.requireNonNullElse(retirement, "the pool had no more work for it"));
        } else if (!voice.isHeard()) {
            voice.crashedUnheard();
        } else {
            voice.crashed(death.pid(), death.cause(), death.describe());
        }
    }

    ClaimPage claims() {
        return Objects.requireNonNull(claims, "a worker that has tasks has a claim page");
    }

    int live() {
        return load.live();
    }

    boolean isIdle() {
        return phase == Phase.READY && live() == 0;
    }

    /// How many more tasks may be sent. More than one ahead are sent in large groups: none as long as half of those are
    /// there.
    int room(int maxTasks, long now, long stallNanos) {
        if (phase != Phase.READY || stopping || waiting || !load.hasSlot()) {
            return 0;
        }
        int size = window.size();
        int live = live();
        if (live > 0 && (live > size / 2 || load.isHeavy() || isStalled(now, stallNanos))) {
            return 0;
        }
        return Math.clamp(maxTasks - tasksDone - live, 0, size - live);
    }

    /// How many more tasks may be sent if they are of the same chunk as one that is sent now.
    int roomForChunk(int maxTasks) {
        return Math.clamp(maxTasks - tasksDone - live(), 0, ClaimPage.MOST_TASKS);
    }

    /// Whether the rest of a chunk may follow what was just sent.
    boolean takesMoreOfChunk(int maxTasks) {
        return !load.isHeavy() && load.hasSlot() && roomForChunk(maxTasks) > 0;
    }

    /// Whether what was sent ahead waits for a task that is long, and longer than those before it: where all are long,
    /// one waits ahead in any case, so that the worker need not wait between two.
    boolean isStalled(long now, long stallNanos) {
        return live() > 0 && now - load.since > Math.max(stallNanos, window.patienceNanos());
    }

    /// Adds the tasks that are there and that the worker has begun, without the elements of stretches.
    void addBegunTo(List<PoolTask<?>> all) {
        List<PoolTask<?>> tasks = new ArrayList<>();
        load.addTasksTo(tasks);
        for (PoolTask<?> task : tasks) {
            if (hasBegun(task)) {
                all.add(task);
            }
        }
    }

    /// Whether the worker has begun a task that is there.
    boolean hasBegun(PoolTask<?> task) {
        Handover handover = task.handover;
        return handover != null && claims().countBegun(handover.number) > task.index;
    }

    /// Whether the worker has begun the first task of a hand-over that has not been answered.
    boolean hasBegun(Handover handover) {
        return handover.isLive() && claims().countBegun(handover.number) > handover.head();
    }

    /// Whether the worker has begun the task that is the first one here.
    boolean hasBegunHead() {
        Handover head = load.head();
        return head != null && hasBegun(head);
    }

    /// What is known of it, once it has a process. Its memory is looked up when that is asked for, without the lock.
    Supplier<WorkerInfo> describe() {
        WorkerProcess of = Objects.requireNonNull(process);
        WorkerInfo.State state = state();
        long done = tasksDone;
        Handover head = load.head();
        String task = head != null && hasBegunHead() ? head.describeHead() : null;
        return new Supplier<>() {
            @Override
            public WorkerInfo get() {
                return new WorkerInfo(of.pid(), name, state, done, task, of.residentBytes());
            }
        };
    }

    private WorkerInfo.State state() {
        return switch (phase) {
            case STARTING -> WorkerInfo.State.STARTING;
            case READY -> live() == 0 ? WorkerInfo.State.IDLE : WorkerInfo.State.BUSY;
            case RETIRING, DYING -> WorkerInfo.State.STOPPING;
        };
    }
}
