package concurrent.futures.internal.process.transport;

/// Decides whether to wait by looking again and again for some microseconds, or by sleeping at once. Learns from
/// whether looking has paid. For one thread at a time.
///
/// To fall asleep and be woken takes longer than many a wait: where two processes answer each other at once, looking
/// is several times faster. It costs a processor, though. So nobody looks where there is but one, and nobody for
/// longer than [#LOOK_NANOS]; who has looked in vain twice in a row sleeps until waits have become short, and each
/// time that this happens, it wants to see twice as many short waits before it looks again.
///
/// ```
///   SLEEPS ──so many short waits as are wanted──► LOOKS
///      ▲                                            │
///      └──────────twice in vain, wants more─────────┘
/// ```
final class Patience {
    /// How long to look. About twice of what it costs to fall asleep and be woken.
    static final long LOOK_NANOS = 50_000;

    /// A wait that took less, asleep, may be worth a try. All that happens meanwhile gets faster if others look, too.
    static final long SHORT_NANOS = 150_000;

    private static final int MOST_FAILURES = 2;
    private static final int FIRST_WANTED = 2;
    private static final int MOST_DOUBTS = 8;

    private final boolean isAlone;
    private boolean looks;
    private int failures;
    private int doubts;
    private int wanted = FIRST_WANTED;

    Patience() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /// @param processors how many there are for all that runs here
    Patience(int processors) {
        this.isAlone = processors == 1;
    }

    /// How long to look before sleeping; 0 for not at all.
    long nanos() {
        return looks ? LOOK_NANOS : 0;
    }

    /// Between two looks: others may want this processor, perhaps those that make what is waited for.
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but who has the processor for some microseconds
    static void letOthersRun() {
        Thread.yield();
    }

    /// A wait is over.
    ///
    /// @param found whether its end was seen while looking
    /// @param nanos how long it was
    void waited(boolean found, long nanos) {
        if (found) {
            failures = 0;
            doubts = Math.max(0, doubts - 1);
        } else if (looks) {
            failures++;
            if (failures == MOST_FAILURES) {
                looks = false;
                wanted = FIRST_WANTED << doubts;
                doubts = Math.min(doubts + 1, MOST_DOUBTS);
            }
        } else if (nanos < SHORT_NANOS && !isAlone) {
            wanted--;
            failures = 0;
            looks = wanted == 0;
        }
    }
}
