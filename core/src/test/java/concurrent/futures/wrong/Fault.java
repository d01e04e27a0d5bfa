package concurrent.futures.wrong;

import concurrent.futures.Executor;
import java.util.function.IntFunction;

/// The faults, each with the suite and the test that must find it.
enum Fault {
    LOSES_A_TASK(WrongTasks::loses, "Futures", "everyTaskRunsExactlyOnce"),
    RUNS_TWICE(WrongTasks::runsTwice, "Futures", "everyTaskRunsExactlyOnce"),
    SWALLOWS_EXCEPTIONS(WrongTasks::swallowsExceptions, "Exceptions", "anUncheckedExceptionComesOutAsItIs"),
    ACCEPTS_AFTER_SHUTDOWN(WrongTasks::acceptsAfterShutdown, "Lifecycle", "shutdownRefusesNewWorkAndDoesTheOld"),
    CLOSE_DOES_NOT_WAIT(WrongTasks::closeDoesNotWait, "Lifecycle", "closeWaitsForEverythingAccepted"),
    LEAVES_A_THREAD(WrongTasks::leavesAThread, "Statistics", "aNewExecutorHasDoneNothing"),
    LEAVES_A_PIPE(WrongTasks::leavesAPipe, "Statistics", "aNewExecutorHasDoneNothing"),
    DOES_NOT_COUNT_CANCELS(WrongTasks::doesNotCountCancels, "Statistics", "eachOutcomeIsCountedOnce"),
    IGNORES_TIME_LIMITS(WrongTasks::ignoresTimeLimits, "Options", "aTaskThatTakesTooLongFailsAndIsStopped"),
    MISCOUNTS_CANCEL_PENDING(WrongTasks::miscountsCancelPending, "Cancelling", "cancelPendingTellsHowManyItCancelled"),
    MAPS_BACKWARDS(WrongTasks::mapsBackwards, "Maps", "resultsComeInTheOrderOfTheInput"),
    MAP_ENDS_AT_A_FAILURE(
            WrongTasks::mapEndsAtAFailure, "Maps", "aFailingElementThrowsFromItsNextAndTheIterationGoesOn"),
    READS_ONE_ELEMENT_TOO_MANY(
            WrongTasks::readsOneElementTooMany, "MapFlow", "atMostTheBufferIsReadAheadAndNeverOneMore"),
    TELLS_NO_CANCEL(WrongEvents::tellsNoCancel, "Events", "aTaskThatIsCancelledWhileItRunsEndsOnce"),
    TELLS_ENDS_TWICE(WrongEvents::tellsEndsTwice, "Events", "whatIsToldAddsUpWithTheStatistics"),
    DROPS_IN_SILENCE(WrongEvents::dropsInSilence, "Events", "whatIsToldAddsUpWithTheStatistics"),
    CLOSES_BEFORE_ALL_IS_HEARD(
            WrongEvents::closesBeforeAllIsHeard, "Listeners", "whatHasHappenedIsHeardWhenTheExecutorIsClosed"),
    RUNNING_TOO_EARLY(WrongFutures::runningTooEarly, "Futures", "isRunningIsTrueOnlyOnceATaskHasBegun"),
    CALLBACKS_TWICE(WrongFutures::callbacksTwice, "Callbacks", "callbacksRunOnceInTheOrderAdded"),
    CALLBACKS_BACKWARDS(WrongFutures::callbacksBackwards, "Callbacks", "callbacksRunOnceInTheOrderAdded"),
    CALLBACKS_STOP_AT_A_FAILURE(
            WrongFutures::callbacksStopAtAFailure, "Callbacks", "whatACallbackThrowsIsLoggedAndTheRestRun"),
    CALLBACKS_UNDER_A_LOCK(WrongFutures::callbacksUnderALock, "Callbacks", "noLockIsHeldWhileACallbackRuns"),
    CANCEL_TELLS_NOBODY(WrongFutures::cancelTellsNobody, "AsCompleted", "aCancelledFutureComesAtOnce"),
    CANCEL_OF_A_RUNNING_TASK_CLAIMS_SUCCESS(
            WrongFutures::cancelOfARunningTaskClaimsSuccess,
            "Cancelling",
            "aRunningTaskIsNotCancelledUnlessItMayBeInterrupted"),
    EVERYONE_GETS_AN_EXCEPTION_OF_THEIR_OWN(
            WrongFutures::everyoneGetsAnExceptionOfTheirOwn, "Exceptions", "itIsTheSameObjectForEverybody"),
    INTERRUPTS_LEAK(WrongFutures::interruptsLeak, "Interrupts", "aCancelThatMeetsTheEndOfATaskReachesNoOther");

    @SuppressWarnings("ImmutableEnumChecker") // all are method references without state
    final IntFunction<Executor> factory;

    final String suite;
    final String test;

    Fault(IntFunction<Executor> factory, String suite, String test) {
        this.factory = factory;
        this.suite = suite;
        this.test = test;
    }
}
