package concurrent.futures.stress.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.stress.ClusterSoak;
import concurrent.futures.stress.account.Ending;
import concurrent.futures.stress.account.Entry;
import concurrent.futures.stress.account.Fault;
import concurrent.futures.stress.account.Ledger;
import concurrent.futures.stress.account.Outcome;
import concurrent.futures.stress.account.Proof;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// A short soak of a cluster, and proofs that it can fail.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClusterSoakTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final BlockingQueue<String> alarms = new LinkedBlockingQueue<>();
    private final Ledger ledger = new Ledger();
    private final Reckoning reckoning = new Reckoning(ledger, Set.of("local-2"));

    @ParameterizedTest
    @ValueSource(ints = {0, 9})
    void aShortSoakEndsWell(int retries) {
        int code = run(("--tasks 2000 --every 1000 --kills 2 --longest 3 --seed 3 --retries " + retries).split(" "));
        String table = printed.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, table);
        assertEquals(List.of(), List.copyOf(alarms));
        assertTrue(table.startsWith("seed 3, 2000 tasks"), table);
        assertTrue(table.contains("nothing lost, nothing run twice, nothing wrong, nothing left behind"), table);
    }

    @ParameterizedTest
    @CsvSource({
        "--tasks 0, '--tasks must be at least 1, but is 0'",
        "--agents 0, '--agents must be at least 1, but is 0'",
        "--every 0, '--every must be at least 1, but is 0'",
        "--kills 0, '--kills must be at least 1, but is 0'",
        "--retries -1, '--retries must be at least 0, but is -1'",
        "--longest -1, '--longest must be at least 0, but is -1'",
    })
    void wrongOptionsAreNamed(String options, String message) {
        assertEquals(CommandLine.ExitCode.USAGE, run(options.split(" ")));
        String text = printed.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith(message), text);
    }

    @Test
    void whatAddsUpIsNoFault() {
        open(1).end(Ending.value(7));
        ran(1);
        open(1).end(crash("task x was lost on local-2 (127.0.0.1:1), where it may have begun: it was killed"));
        open(1).end(crash("worker w (pid 1) died. (on local-2/w)"));
        assertEquals(List.of(), reckoning.faults());
        assertEquals(2, reckoning.ended(Outcome.CRASHED));
        assertEquals(2, reckoning.crashedUnbegun());
    }

    @Test
    void whatNeverEndsIsLost() {
        open(1);
        assertEquals(List.of(Fault.Kind.LOST), kinds());
    }

    @Test
    void aValueWithoutAProofIsLost() {
        open(1).end(Ending.value(7));
        assertEquals(List.of(Fault.Kind.LOST), kinds());
    }

    @Test
    void moreBeginningsThanAttemptsAreTooMany() {
        open(2).end(Ending.value(7));
        ran(2);
        assertEquals(List.of(), reckoning.faults());
        ran(1);
        assertEquals(List.of(Fault.Kind.TWICE), kinds());
    }

    @Test
    void aCrashByAnAgentThatNobodyKilledIsWrong() {
        open(1).end(crash("task x was lost on local-22 (127.0.0.1:1), where it may have begun: it was killed"));
        assertEquals(List.of(Fault.Kind.WRONG), kinds());
    }

    @Test
    void aCrashOfWhatMayRunAgainIsALoss() {
        open(2).end(crash("task x was lost on local-2 (127.0.0.1:1), where it may have begun: it was killed"));
        assertEquals(List.of(Fault.Kind.LOST), kinds());
    }

    @Test
    void anotherValueOrExceptionOrSecondEndIsWrong() {
        open(1).end(Ending.value(8));
        ran(1);
        open(1).end(Ending.cancelled());
        Entry twice = open(1);
        twice.end(crash("on local-2/w"));
        twice.end(crash("on local-2/w"));
        assertEquals(List.of(Fault.Kind.WRONG, Fault.Kind.WRONG, Fault.Kind.WRONG), kinds());
    }

    private Entry open(int attempts) {
        return ledger.open(
                ledger.nextId(),
                new Entry.Terms(
                        "SLEEP",
                        7,
                        attempts,
                        /* throwing= */ false,
                        /* limited= */ false,
                        /* lethal= */ false,
                        /* shared= */ false,
                        /* observed= */ true));
    }

    private void ran(int times) {
        long last = ledger.entries().size() - 1L;
        for (int i = 0; i < times; i++) {
            reckoning.take(new Proof(last, Proof.Kind.BEGUN, 0, 1));
            reckoning.take(new Proof(last, Proof.Kind.RETURNS, 0, 1));
        }
    }

    private static Ending crash(String message) {
        return new Ending(Outcome.CRASHED, 0, -1, message);
    }

    private List<Fault.Kind> kinds() {
        return reckoning.faults().stream().map(Fault::kind).toList();
    }

    private int run(String... args) {
        return ClusterSoak.run(
                new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8), alarms::add, args);
    }
}
