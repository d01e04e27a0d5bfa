package concurrent.futures.internal.process.worker.nested;

import concurrent.futures.internal.wire.Frame;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// The answer to a question to the parent, for the one who waits for it.
final class Answer {
    private final CountDownLatch there = new CountDownLatch(1);
    private volatile Frame.@Nullable Reply reply;

    /// It has come.
    void take(Frame.Reply answer) {
        reply = answer;
        there.countDown();
    }

    /// Waits for it, whatever interrupts come: they are kept for the task. If the parent dies, so does this process.
    Frame.Reply await() {
        boolean interrupted = false;
        Frame.Reply answer = reply;
        while (answer == null) {
            try {
                there.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            answer = reply;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }
}
