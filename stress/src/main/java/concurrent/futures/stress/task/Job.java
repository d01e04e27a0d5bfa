package concurrent.futures.stress.task;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskFailedException;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.stress.account.Ending;
import concurrent.futures.stress.account.Proof;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.CRC32C;

/// A task that leaves proofs, in a file, of having begun and of having come to its end.
///
/// @param id its number
/// @param proofs the path of the file
/// @param work what it does
/// @param micros how long, in microseconds
/// @param payload bytes that it takes along
/// @param resultBytes how many bytes it returns
/// @param children what it submits
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Job(long id, String proofs, Work work, int micros, byte[] payload, int resultBytes, List<Job> children)
        implements Task<Answer> {
    @Override
    public Answer call() throws Exception {
        Witness witness = Witness.of(proofs);
        witness.note(id, Proof.Kind.BEGUN);
        boolean returns = false;
        try {
            List<Answer.Child> ends = perform();
            Answer answer = new Answer(value(id, payload), new byte[resultBytes], ends);
            returns = true;
            return answer;
        } finally {
            witness.note(id, returns ? Proof.Kind.RETURNS : Proof.Kind.THROWS);
        }
    }

    /// The value that tells a task and its payload from all others.
    ///
    /// @param id the task's number
    /// @param payload the bytes that it took along
    /// @return the value
    public static long value(long id, byte[] payload) {
        CRC32C sum = new CRC32C();
        sum.update(payload);
        return id << 32 ^ sum.getValue();
    }

    private List<Answer.Child> perform() throws Ending.Asked, InterruptedException, IOException {
        switch (work) {
            case RETURN -> {}
            case SLEEP -> Thread.sleep(Duration.ofNanos(micros * 1_000L));
            case COMPUTE -> {
                long until = System.nanoTime() + micros * 1_000L;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
            case THROW -> throw new Ending.Asked(id);
            case HALT -> Runtime.getRuntime().halt(42);
            case SUBMIT -> {
                return submitChildren();
            }
        }
        return List.of();
    }

    private List<Answer.Child> submitChildren() {
        Executor executor = TaskContext.current().executor();
        List<Answer.Child> ends = new ArrayList<>();
        List<Future<Answer>> futures = new ArrayList<>();
        for (Job child : children) {
            try {
                futures.add(executor.submit(child));
            } catch (RejectedExecutionException e) {
                ends.add(new Answer.Child(child.id, Ending.of(e)));
                break;
            }
        }
        for (int i = 0; i < futures.size(); i++) {
            ends.addAll(endOf(children.get(i), futures.get(i)));
        }
        return ends;
    }

    private static List<Answer.Child> endOf(Job child, Future<Answer> future) {
        List<Answer.Child> ends = new ArrayList<>();
        try {
            Answer answer = future.result();
            ends.add(new Answer.Child(child.id, Ending.value(answer.value())));
            ends.addAll(answer.children());
        } catch (WaitInterruptedException e) {
            throw e; // this task is being stopped: nobody will hear of its children
        } catch (TaskFailedException e) {
            ends.add(new Answer.Child(child.id, Ending.of(e.getCause() == null ? e : e.getCause())));
        } catch (RuntimeException e) {
            ends.add(new Answer.Child(child.id, Ending.of(e)));
        }
        return ends;
    }
}
