package concurrent.futures.dashboard.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// In which order the threads of a worker are shown.
class ThreadDumpTest {
    @Test
    void theThreadOfTheTasksComesFirst() {
        String dump =
                "Full thread dump\n\n\"Finalizer\" #8\n   at a\n\n\"main\" #1\n   at b\n   at c\n\n\"other\" #2\n   at d\n\n";
        assertEquals(
                "\"main\" #1\n   at b\n   at c\n\nFull thread dump\n\n\"Finalizer\" #8\n   at a\n\n\"other\" #2\n   at d\n\n",
                ThreadDump.taskFirst(dump));
    }

    @Test
    void whatIsNoDumpStaysAsItIs() {
        assertEquals("4711: No such process\n", ThreadDump.taskFirst("4711: No such process\n"));
        assertEquals("\n\"main\" #1", ThreadDump.taskFirst("\n\"main\" #1"));
    }
}
