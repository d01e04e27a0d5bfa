package concurrent.futures.internal.wire.throwables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SubmissionTest {
    private record Passed() implements Submission.Forwarded {}

    @Test
    void thePlaceOfATaskIsAddedBehindALineThatSaysSo() {
        Exception failure = new Exception();
        int own = failure.getStackTrace().length;
        Submission.here("a task").addTo(failure);
        StackTraceElement[] trace = failure.getStackTrace();
        assertEquals("parent process " + ProcessHandle.current().pid(), trace[own].getClassName());
        assertEquals(Thread.currentThread().getName(), trace[own].getFileName());
    }

    @Test
    void thatOfATaskOfAnotherProcessIsNot() {
        Exception failure = new Exception();
        StackTraceElement[] own = failure.getStackTrace();
        Submission.here(new Passed()).addTo(failure);
        assertArrayEquals(own, failure.getStackTrace());
    }
}
