package concurrent.futures.internal.process.transport;

/// Decides whether to wait by looking again and again, for some microseconds, or by sleeping at once. Learns from how
/// long the last waits were. For one thread at a time.
///
/// To be woken takes longer than many a wait: where one process answers the other at once, looking is several times
/// faster. It costs a processor, though. So nobody looks where there is but one, nobody looks for longer than
/// [#LOOK_NANOS], and who has waited in vain some times does not look again until waits have become short.
final class Patience {
    /// How long to look. About what it costs to go to sleep and be woken.
    private static final long LOOK_NANOS = 40_000;

    /// A wait that was shorter, the time to be woken included, could have been looked through.
    private static final long SHORT_NANOS = 80_000;

    private static final int MOST_HOPE = 4;

    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    /// Goes up with each short wait, and down faster.
    private int hope;

    /// How long to look before sleeping; 0 for not at all.
    long nanos() {
        return ALONE || hope <= 1 ? 0 : LOOK_NANOS;
    }

    /// A wait is over.
    ///
    /// @param nanos how long it was
    void waited(long nanos) {
        hope = nanos < SHORT_NANOS ? Math.min(hope + 1, MOST_HOPE) : hope / 2;
    }
}
