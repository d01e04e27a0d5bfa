package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.WorkerInfo;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.WorkerVoice;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.pool.handout.Foreman.StartFailure;
import concurrent.futures.internal.process.pool.sending.Courier;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.throwables.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the dispatcher knows of one worker process, and which tasks are there. All but the final fields is guarded by
/// the dispatcher's lock.
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

    /// Tasks are not sent ahead beyond these bytes.
    private static final long AHEAD_BYTES = 1024 * 1024;

    /// Tasks that were taken back stay in the worker's queue until it comes to them: not too many.
    private static final int MAX_IN_FLIGHT = 512;

    /// The shared functions that a worker keeps, in number and in bytes; the last one is kept in any case.
    private static final int MAX_SHARED = 64;

    private static final long MAX_SHARED_BYTES = 16 * 1024 * 1024;

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

    private final @Nullable Handover[] slots = new Handover[ClaimPage.SLOTS];
    private final int[] freeSlots = new int[ClaimPage.SLOTS];
    private int freeCount;

    /// In the order in which they were sent. Those in the middle that are not live any more are still in the worker's
    /// queue. There is room for all that there may be: a deque that finds no memory to grow is broken.
    private final Deque<Handover> inFlight = new ArrayDeque<>(MAX_IN_FLIGHT);

    private int live;
    private long liveBytes;

    final Window window = new Window();

    /// The sizes of those that it keeps, by number, in the order of their last use.
    private final LinkedHashMap<Long, Long> shared = new LinkedHashMap<>();

    private long sharedBytes;

    long tasksDone;

    /// Since when the first task in flight has been the first, or since when there is none.
    long since = System.nanoTime();

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
        for (int slot = ClaimPage.SLOTS - 1; slot >= 0; slot--) {
            freeSlots[freeCount++] = slot;
        }
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
        if (phase == Phase.READY && !measuring && (live == 0 || hasBegunHead())) {
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
        return live;
    }

    boolean isIdle() {
        return phase == Phase.READY && live == 0;
    }

    /// How many more tasks may be sent. More than one ahead are sent in large groups: none as long as half of those are
    /// there.
    int room(int maxTasks, long now, long stallNanos) {
        if (phase != Phase.READY || stopping || waiting || !hasSlot()) {
            return 0;
        }
        int size = window.size();
        if (live > 0 && (live > size / 2 || liveBytes >= AHEAD_BYTES || isStalled(now, stallNanos))) {
            return 0;
        }
        return Math.clamp(maxTasks - tasksDone - live, 0, size - live);
    }

    /// How many more tasks may be sent if they are of the same chunk as one that is sent now.
    int roomForChunk(int maxTasks) {
        return Math.clamp(maxTasks - tasksDone - live, 0, ClaimPage.MOST_TASKS);
    }

    /// Whether the rest of a chunk may follow what was just sent.
    boolean takesMoreOfChunk(int maxTasks) {
        return liveBytes < AHEAD_BYTES && hasSlot() && roomForChunk(maxTasks) > 0;
    }

    private boolean hasSlot() {
        return freeCount > 0 && (live == 0 || inFlight.size() < MAX_IN_FLIGHT);
    }

    /// Whether what was sent ahead waits for a task that is long, and longer than those before it: where all are long,
    /// one waits ahead in any case, so that the worker need not wait between two.
    boolean isStalled(long now, long stallNanos) {
        return live > 0 && now - since > Math.max(stallNanos, window.patienceNanos());
    }

    /// The slot for the next hand-over, whose number is made of it.
    int nextSlot() {
        return freeSlots[freeCount - 1];
    }

    void add(Handover handover, long bytes, long now) {
        inFlight.addLast(handover);
        if (live == 0) {
            since = now;
        }
        freeCount--;
        slots[handover.slot()] = handover;
        live += handover.live();
        liveBytes += bytes;
    }

    /// The hand-over of a task that is there.
    ///
    /// @param number of the task
    /// @return `null` if the task was answered or taken back
    @Nullable
    Handover find(long number) {
        Handover handover = slots[ClaimPage.slotOf(number)];
        int place = ClaimPage.placeOf(number);
        return handover != null
                        && handover.number == number - place
                        && handover.head() <= place
                        && place < handover.end()
                ? handover
                : null;
    }

    /// The first task of a hand-over is over.
    PoolTask<?> removeHead(Handover handover, long now) {
        if (inFlight.peekFirst() == handover) {
            since = now;
        }
        PoolTask<?> task = handover.removeHead();
        removed(task, handover);
        return task;
    }

    /// The last task of a hand-over was taken back.
    PoolTask<?> removeLast(Handover handover, long now) {
        if (inFlight.peekFirst() == handover && handover.live() == 1) {
            since = now;
        }
        PoolTask<?> task = handover.removeLast();
        removed(task, handover);
        return task;
    }

    /// The first elements of a stretch were answered.
    void removeHeads(Handover handover, Stretch stretch, int count, long now) {
        if (inFlight.peekFirst() == handover) {
            since = now;
        }
        handover.removeHeads(count);
        removed(handover, count, (long) count * stretch.batch.bytesEach());
    }

    /// The last elements of a stretch were taken back.
    void removeLasts(Handover handover, Stretch stretch, int to, long now) {
        int count = handover.end() - to;
        if (inFlight.peekFirst() == handover && handover.live() == count) {
            since = now;
        }
        handover.removeLasts(to);
        removed(handover, count, (long) count * stretch.batch.bytesEach());
    }

    /// The elements of a stretch are tasks from now on. Allocates nothing.
    void divided(Handover handover, Stretch stretch, @Nullable PoolTask<?>[] room, PoolTask<?>[] tasks) {
        handover.divide(room, tasks);
        liveBytes -= (long) tasks.length * stretch.batch.bytesEach();
        for (PoolTask<?> task : tasks) {
            liveBytes += task.parcel().size();
        }
    }

    private void removed(PoolTask<?> task, Handover handover) {
        removed(handover, 1, task.parcel().size());
    }

    private void removed(Handover handover, int count, long bytes) {
        live -= count;
        liveBytes -= bytes;
        if (handover.isLive()) {
            return;
        }
        slots[handover.slot()] = null;
        freeSlots[freeCount++] = handover.slot();
        while (!inFlight.isEmpty() && !inFlight.getFirst().isLive()) {
            inFlight.removeFirst();
        }
    }

    /// The hand-over of the task that the worker runs, or runs next.
    @Nullable
    Handover head() {
        return inFlight.peekFirst();
    }

    /// The last hand-over that has tasks left.
    @Nullable
    Handover lastLive() {
        for (Iterator<Handover> latest = inFlight.descendingIterator(); latest.hasNext(); ) {
            Handover handover = latest.next();
            if (handover.isLive()) {
                return handover;
            }
        }
        return null;
    }

    /// Adds the hand-overs that have tasks left.
    void addLiveTo(List<Handover> handovers) {
        for (Handover handover : inFlight) {
            if (handover.isLive()) {
                handovers.add(handover);
            }
        }
    }

    /// Adds the tasks that are there, in the order in which they were sent, without the elements of stretches.
    void addTasksTo(List<PoolTask<?>> all) {
        for (Handover handover : inFlight) {
            if (handover.stretch() != null) {
                continue;
            }
            for (int place = handover.head(); place < handover.end(); place++) {
                all.add(handover.task(place));
            }
        }
    }

    /// Adds those of them that the worker has begun.
    void addBegunTo(List<PoolTask<?>> all) {
        List<PoolTask<?>> tasks = new ArrayList<>();
        addTasksTo(tasks);
        for (PoolTask<?> task : tasks) {
            if (hasBegun(task)) {
                all.add(task);
            }
        }
    }

    /// The hand-overs, the last one first: a copy.
    List<Handover> lastFirst() {
        return new ArrayList<>(inFlight.reversed());
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
        Handover head = head();
        return head != null && hasBegun(head);
    }

    /// Notes that the worker needs a shared function.
    ///
    /// @return `false` if it has it
    boolean share(long number, long bytes) {
        boolean isNew = shared.putLast(number, bytes) == null;
        if (isNew) {
            sharedBytes += bytes;
        }
        return isNew;
    }

    /// Takes the shared function that was not used for longest, if there are too many.
    ///
    /// @return its number, or 0
    long takeOutworn() {
        if (shared.size() <= 1 || (shared.size() <= MAX_SHARED && sharedBytes <= MAX_SHARED_BYTES)) {
            return 0;
        }
        Map.Entry<Long, Long> outworn = Objects.requireNonNull(shared.pollFirstEntry());
        sharedBytes -= outworn.getValue();
        return outworn.getKey();
    }

    /// What is known of it, once it has a process. Its memory is looked up when that is asked for, without the lock.
    Supplier<WorkerInfo> describe() {
        WorkerProcess of = Objects.requireNonNull(process);
        WorkerInfo.State state = state();
        long done = tasksDone;
        Handover head = head();
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
            case READY -> live == 0 ? WorkerInfo.State.IDLE : WorkerInfo.State.BUSY;
            case RETIRING, DYING -> WorkerInfo.State.STOPPING;
        };
    }
}
