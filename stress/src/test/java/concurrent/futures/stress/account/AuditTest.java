package concurrent.futures.stress.account;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.stress.account.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Feeds the audit with histories, true and false ones.
class AuditTest {
    private static final int WORKER = 7;
    private static final Ending VALUE = Ending.value(70);
    private static final Ending CRASHED = new Ending(Outcome.CRASHED, 0, WORKER, "");
    private static final Ending REJECTED = new Ending(Outcome.REJECTED, 0, -1, "");
    private static final Ending TIMED_OUT = new Ending(Outcome.TIMED_OUT, 0, -1, "");
    private static final Ending THROWN = new Ending(Outcome.THROWN, 0, -1, "");

    private final List<Entry> entries = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();
    private Evidence evidence = new Evidence(Set.of(), 0, /* abrupt= */ false);

    @Test
    void aTrueHistoryHasNoFault() {
        ran(task(1, 1), VALUE);
        Entry crashed = task(1, 2);
        begun(2);
        crashed.end(CRASHED);
        Entry cancelled = task(1, 3);
        cancelled.askCancel();
        cancelled.end(Ending.cancelled());
        cancelled.cancelReturned(/* mayInterrupt= */ false, /* accepted= */ true);
        task(1, 4).end(REJECTED);
        evidence = new Evidence(Set.of(WORKER), 0, /* abrupt= */ false);
        assertFaults();
    }

    @Test
    void aFutureThatNeverEndedIsLost() {
        task(1, 1);
        begun(1);
        assertFaults(Kind.LOST);
    }

    @Test
    void aValueWithoutProofIsLost() {
        begun(1);
        task(1, 1).end(VALUE);
        assertFaults(Kind.LOST);
    }

    @Test
    void asManyRunsAsAttemptsAreAllowed() {
        Entry retried = task(2, 1);
        begun(1);
        proofs.add(new Proof(1, Proof.Kind.THROWS, WORKER, 0));
        ran(retried, VALUE);
        assertFaults();
    }

    @Test
    void moreRunsThanAttemptsAreNot() {
        Entry entry = task(1, 1);
        begun(1);
        proofs.add(new Proof(1, Proof.Kind.RETURNS, WORKER, 0));
        ran(entry, VALUE);
        assertFaults(Kind.TWICE);
    }

    @Test
    void notEvenWhereNobodySeesTheEnd() {
        entries.add(new Entry(1, terms(1, /* lethal= */ false, /* shared= */ false, /* observed= */ false)));
        for (int i = 0; i < 2; i++) {
            begun(1);
            proofs.add(new Proof(1, Proof.Kind.RETURNS, WORKER, 0));
        }
        assertFaults(Kind.TWICE);
    }

    @Test
    void theValueOfAnotherTaskIsWrong() {
        ran(task(1, 1), Ending.value(71));
        assertFaults(Kind.WRONG);
    }

    @Test
    void twoEndsAreWrong() {
        Entry entry = task(1, 1);
        ran(entry, VALUE);
        entry.end(VALUE);
        assertFaults(Kind.WRONG);
    }

    @Test
    void whatWasCancelledBeforeItBeganDoesNotRun() {
        Entry entry = task(1, 1);
        begun(1);
        entry.askCancel();
        entry.end(Ending.cancelled());
        entry.cancelReturned(/* mayInterrupt= */ false, /* accepted= */ true);
        assertFaults(Kind.WRONG);
    }

    @Test
    void whatCouldBeCancelledHasNoValue() {
        Entry entry = task(1, 1);
        entry.askCancel();
        ran(entry, VALUE);
        entry.cancelReturned(/* mayInterrupt= */ true, /* accepted= */ true);
        assertFaults(Kind.WRONG);
    }

    @Test
    void somebodyHasToHaveCancelled() {
        task(1, 1).end(Ending.cancelled());
        assertFaults(Kind.WRONG);
    }

    @Test
    void cancelPendingIsSomebody() {
        task(1, 1).end(Ending.cancelled());
        evidence = new Evidence(Set.of(), 1, /* abrupt= */ false);
        assertFaults();
    }

    @Test
    void somebodyHasToHaveKilled() {
        begun(1);
        task(1, 1).end(CRASHED);
        assertFaults(Kind.WRONG);
    }

    @Test
    void aTaskMayKillItsOwnWorker() {
        entries.add(new Entry(1, terms(1, /* lethal= */ true, /* shared= */ false, /* observed= */ true)));
        begun(1);
        entries.getFirst().end(CRASHED);
        assertFaults();
    }

    @Test
    void aDeathFailsNoSecondTask() {
        evidence = new Evidence(Set.of(WORKER), 0, /* abrupt= */ false);
        task(1, 1).end(CRASHED);
        task(1, 2).end(CRASHED);
        assertFaults(Kind.LOST);
    }

    @Test
    void aDeathFailsTheTaskThatRan() {
        evidence = new Evidence(Set.of(WORKER), 0, /* abrupt= */ false);
        entries.add(new Entry(1, terms(1, /* lethal= */ false, /* shared= */ false, /* observed= */ false)));
        begun(1);
        task(1, 2).end(CRASHED);
        assertFaults(Kind.LOST);
    }

    @Test
    void noTimeLimitHitsATaskThatHasNone() {
        task(1, 1).end(TIMED_OUT);
        assertFaults(Kind.WRONG);
    }

    @Test
    void noTaskThrowsThatWasNotTo() {
        begun(1);
        task(1, 1).end(THROWN);
        assertFaults(Kind.WRONG);
    }

    @Test
    void whatWasNotAcceptedDoesNotRun() {
        begun(1);
        task(1, 1).end(REJECTED);
        assertFaults(Kind.WRONG);
    }

    @Test
    void nothingFailsWithWhatNobodyAskedFor() {
        task(1, 1).end(Ending.of(new IllegalStateException("surprise")));
        assertFaults(Kind.WRONG);
    }

    @Test
    void aWorkerRunsOneTaskAtATime() {
        begun(1);
        ran(task(1, 2), VALUE);
        proofs.add(new Proof(1, Proof.Kind.RETURNS, WORKER, 0));
        task(1, 1).end(VALUE);
        assertFaults(Kind.WRONG);
    }

    @Test
    void nothingRunsThatWasNotSubmitted() {
        begun(1);
        assertFaults(Kind.WRONG);
    }

    private Entry task(int attempts, long id) {
        Entry entry = new Entry(id, terms(attempts, /* lethal= */ false, /* shared= */ false, /* observed= */ true));
        entries.add(entry);
        return entry;
    }

    private static Entry.Terms terms(int attempts, boolean lethal, boolean shared, boolean observed) {
        return new Entry.Terms(
                "RETURN", 70, attempts, /* throwing= */ false, /* limited= */ false, lethal, shared, observed);
    }

    private void begun(long id) {
        proofs.add(new Proof(id, Proof.Kind.BEGUN, WORKER, 0));
    }

    private void ran(Entry entry, Ending ending) {
        begun(entry.id());
        proofs.add(new Proof(entry.id(), Proof.Kind.RETURNS, WORKER, 0));
        entry.end(ending);
    }

    private void assertFaults(Kind... kinds) {
        Audit audit = new Audit(entries, evidence);
        proofs.forEach(audit::take);
        List<Fault> faults = audit.faults();
        assertEquals(List.of(kinds), faults.stream().map(Fault::kind).toList(), faults::toString);
    }
}
