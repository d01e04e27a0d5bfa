package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plays the hand-over protocol of [ClaimPage] through: every order in which a worker can begin and answer the tasks of
/// a hand-over, its parent can take answers and take tasks back, and the worker can die.
///
/// In each, every task has exactly one outcome, and was begun at most once: it was answered here, or it was hit by the
/// worker's death, or it is the parent's again, untouched.
class HandoverProtocolTest {
    private static final int TASKS = 4;
    private static final int MOST_CUTS = 3;

    /// What can happen next.
    private sealed interface Step {
        /// The worker begins a task, finds it taken back, or publishes the answer of the one that it runs.
        record Work() implements Step {}

        /// The worker dies.
        record Die() implements Step {}

        /// The parent takes an answer that was published.
        record TakeAnswer() implements Step {}

        /// The parent takes back what has not begun, from a place on.
        record Cut(int from) implements Step {}
    }

    @TempDir
    Path folder;

    private long sequence;
    private long played;

    @Test
    void everyTaskHasOneOutcomeAndIsBegunAtMostOnce() throws IOException {
        try (ClaimPage page = ClaimPage.create(folder.resolve("c"))) {
            explore(page, new ArrayList<>());
        }
        assertTrue(played > 10_000, "played: " + played);
    }

    /// Plays what has happened so far again, and then each way to go on.
    private void explore(ClaimPage page, List<Step> past) {
        Play play = new Play(page, ++sequence);
        past.forEach(play::take);
        List<Step> next = play.possible();
        if (next.isEmpty()) {
            played++;
            play.bury();
            play.check(past);
            return;
        }
        for (Step step : next) {
            past.add(step);
            explore(page, past);
            past.removeLast();
        }
    }

    private static final class Play {
        private final ClaimPage page;
        private final long first;

        // The worker's.
        private int place;
        private boolean running;
        private boolean alive = true;
        private boolean through;
        private final int[] begun = new int[TASKS];

        // What outlives it.
        private int published;

        // The parent's.
        private int head;
        private int end = TASKS;
        private int cuts;
        private final int[] answered = new int[TASKS];
        private final int[] hit = new int[TASKS];
        private final int[] takenBack = new int[TASKS];

        Play(ClaimPage page, long sequence) {
            this.page = page;
            this.first = ClaimPage.number(sequence, (int) (sequence % ClaimPage.SLOTS));
            page.offer(first, TASKS);
        }

        List<Step> possible() {
            List<Step> steps = new ArrayList<>();
            if (alive && !through) {
                steps.add(new Step.Work());
                steps.add(new Step.Die());
            }
            if (head < published) {
                steps.add(new Step.TakeAnswer());
            }
            for (int from = head; alive && !through && cuts < MOST_CUTS && from < end; from++) {
                steps.add(new Step.Cut(from));
            }
            return steps;
        }

        void take(Step step) {
            switch (step) {
                case Step.Work work -> work();
                case Step.Die die -> alive = false;
                case Step.TakeAnswer take -> answered[head++]++;
                case Step.Cut cut -> {
                    cuts++;
                    cut(cut.from());
                }
            }
        }

        private void work() {
            if (running) {
                running = false;
                published++;
                place++;
                through = place == TASKS;
            } else if (page.begin(first + place, 1)) {
                running = true;
                begun[place]++;
            } else {
                through = true;
            }
        }

        private void cut(int from) {
            int to = page.cut(first, Math.max(from, head));
            while (end > to) {
                takenBack[--end]++;
            }
        }

        /// The parent has seen the end of the worker, or all answers: the answers that were published come first.
        void bury() {
            assertEquals(published, head);
            if (!alive) {
                cut(0);
                while (head < end) {
                    hit[head++]++;
                }
            }
        }

        void check(List<Step> past) {
            int allHit = 0;
            for (int task = 0; task < TASKS; task++) {
                assertEquals(1, answered[task] + hit[task] + takenBack[task], past::toString);
                assertEquals(begun[task], answered[task] + hit[task], past::toString);
                allHit += hit[task];
            }
            assertTrue(allHit <= 1, past::toString);
        }
    }
}
