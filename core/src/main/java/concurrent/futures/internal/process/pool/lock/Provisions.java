package concurrent.futures.internal.process.pool.lock;

import java.util.List;

/// What a pool takes in before it needs it: a class whose initialisation fails for lack of memory is lost for as long
/// as the JVM lives, and with it all that would have used it. So those that have something to initialise are not left
/// until the first task fails, the first worker dies, or whatever else first needs them.
final class Provisions {
    private static final String PACKAGE = "concurrent.futures.internal.";

    private static final List<String> CLASSES = List.of(
            "CurrentTask",
            "Forgotten",
            "Perseverance",
            "Progress",
            "Threads",
            "Timer",
            "event.Channel",
            "event.Channel$Phase",
            "event.Hub",
            "event.Recorder",
            "event.Ring",
            "event.Room",
            "event.Sampler",
            "event.TaskNames",
            "event.Trace$1",
            "event.WallClock",
            "future.Arrivals",
            "future.Batch",
            "future.DefaultFuture$1",
            "future.InvokeMany$1",
            "future.StateMachine",
            "future.WaiterList",
            "life.KeepAlive",
            "life.Ledger",
            "life.Ledger$1",
            "life.Ledger$Page",
            "life.LifeCycle$Phase",
            "process.broadcast.BroadcastToken",
            "process.launch.death.Autopsy",
            "process.launch.death.CrashReport",
            "process.launch.death.FailedStart",
            "process.launch.death.KernelKills",
            "process.launch.death.Signals",
            "process.logging.LogBook",
            "process.logging.LogCredit",
            "process.logging.ParentLevels",
            "process.memory.MemoryFile",
            "process.memory.MemoryHome",
            "process.memory.SharedMappings",
            "process.pool.Onlooker",
            "process.pool.handout.Dispatcher",
            "process.pool.handout.Dispatcher$1",
            "process.pool.handout.Handover",
            "process.pool.handout.PoolTask",
            "process.pool.handout.Reception",
            "process.pool.handout.Retrieval",
            "process.pool.handout.Roster$2",
            "process.pool.handout.Sender",
            "process.pool.handout.Stopper",
            "process.pool.handout.Watch",
            "process.pool.handout.Worker$Phase",
            "process.pool.limits.Window",
            "process.pool.listening.Supervisor",
            "process.pool.nested.NestedWork",
            "process.pool.nested.NestedWork$1",
            "process.pool.nested.Reports",
            "process.pool.sending.SharedFunction",
            "process.pool.waiting.Queued$Place",
            "process.transport.Address",
            "process.transport.ClaimPage",
            "process.transport.PipeEntrance$State",
            "process.transport.Ring",
            "shipping.ParentLocation",
            "wire.Body",
            "wire.ByteSink",
            "wire.EncodedTask$Kind",
            "wire.Frame$Question",
            "wire.FrameParser",
            "wire.Tickets",
            "wire.dictionary.Definition$OfClass",
            "wire.dictionary.LambdaFactory",
            "wire.dictionary.LambdaSite",
            "wire.graph.Input",
            "wire.graph.Kinds",
            "wire.graph.Output",
            "wire.graph.RecordMaker",
            "wire.graph.Shape",
            "wire.throwables.Submission",
            "wire.throwables.Submission$Burst",
            "wire.values.DecodingStream",
            "wire.values.Label$Place",
            "wire.values.ObjectDecoder$2",
            "wire.values.ObjectEncoder",
            "wire.values.ObjectPath$Tracer",
            "wire.values.Spares");

    private Provisions() {}

    /// The names of the classes, without the package that they have in common.
    static List<String> classes() {
        return CLASSES;
    }

    /// Initialises them, as far as they are not.
    static void take() {
        for (String name : CLASSES) {
            take(name);
        }
    }

    private static void take(String name) {
        try {
            Class.forName(PACKAGE + name, /* initialize= */ true, Provisions.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return; // Who needs it will say so.
        }
    }
}
