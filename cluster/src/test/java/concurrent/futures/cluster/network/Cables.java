package concurrent.futures.cluster.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Carries frames between network cards: each to all others, unless a cable is cut. It may take its time, and lose
/// some, by lot. What is lost is lost without a word, as if a switch in between had no power.
final class Cables implements AutoCloseable {
    private final List<Tap> taps = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Set<Tap> cut = ConcurrentHashMap.newKeySet();
    private final Set<Way> closed = ConcurrentHashMap.newKeySet();
    private final DelayQueue<Frame> under = new DelayQueue<>();
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Random lot;
    private final Thread carrier;
    private volatile long delayNanos;
    private volatile double loss;

    private record Way(Tap from, Tap to) {}

    /// A frame on its way.
    private static final class Frame implements Delayed {
        private final long arrives;
        private final long number;
        private final Tap from;
        private final Tap to;
        private final byte[] bytes;

        Frame(long arrives, long number, Tap from, Tap to, byte[] bytes) {
            this.arrives = arrives;
            this.number = number;
            this.from = from;
            this.to = to;
            this.bytes = bytes;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(arrives - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Frame frame = (Frame) other;
            int order = Long.signum(arrives - frame.arrives);
            return order != 0 ? order : Long.compare(number, frame.number);
        }
    }

    /// There is none yet.
    ///
    /// @param seed decides what is lost
    Cables(long seed) {
        lot = new Random(seed);
        carrier = Thread.ofPlatform().name("cables").start(this::carry);
    }

    /// Connects a card with all others.
    synchronized void connect(Tap tap) {
        taps.add(tap);
        threads.add(Thread.ofPlatform().name("cable-" + taps.size()).start(() -> read(tap)));
    }

    private void read(Tap tap) {
        for (byte[] frame = tap.receive(); frame.length > 0; frame = tap.receive()) {
            if (loss > 0 && isLost()) {
                lost.incrementAndGet();
                continue;
            }
            long arrives = System.nanoTime() + delayNanos;
            for (Tap other : taps) {
                if (other != tap) {
                    under.add(new Frame(arrives, sequence.incrementAndGet(), tap, other, frame));
                }
            }
        }
    }

    private boolean isLost() {
        synchronized (lot) {
            return lot.nextDouble() < loss;
        }
    }

    private void carry() {
        try {
            while (true) {
                Frame frame = under.take();
                if (!cut.contains(frame.from)
                        && !cut.contains(frame.to)
                        && !closed.contains(new Way(frame.from, frame.to))) {
                    frame.to.send(frame.bytes);
                }
            }
        } catch (InterruptedException e) {
            // The end.
            return;
        }
    }

    /// From now on no frame comes or goes there.
    void cut(Tap tap) {
        cut.add(tap);
    }

    /// From now on frames come and go there again.
    void mend(Tap tap) {
        cut.remove(tap);
    }

    /// From now on no frame comes from one to the other. All else does: the way back, too.
    void close(Tap from, Tap to) {
        closed.add(new Way(from, to));
    }

    /// From now on frames come that way again.
    void open(Tap from, Tap to) {
        closed.remove(new Way(from, to));
    }

    /// How bad they are.
    ///
    /// @param delay of each frame
    /// @param share of the frames that is lost
    void worsen(Duration delay, double share) {
        delayNanos = delay.toNanos();
        loss = share;
    }

    /// How many frames were lost by lot.
    long lost() {
        return lost.get();
    }

    /// Waits until nobody uses the cards any more, all of which are gone, and closes them.
    @Override
    public synchronized void close() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            carrier.interrupt();
            carrier.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        taps.forEach(Tap::close);
    }
}
