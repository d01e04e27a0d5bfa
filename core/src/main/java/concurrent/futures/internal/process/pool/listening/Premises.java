package concurrent.futures.internal.process.pool.listening;

import concurrent.futures.internal.process.broadcast.PoolBroadcasts;
import concurrent.futures.internal.process.pool.handout.Home;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.shipping.ClassDesk;
import concurrent.futures.internal.wire.Blob;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pool, as those see it who accompany its workers.
public interface Premises extends Home {
    /// What starts the workers.
    Nursery nursery();

    /// What tasks in workers submit to.
    NestedWork.Pool nestedPool();

    /// Looks for classes and resources that workers lack.
    ClassDesk classDesk();

    /// The values that tasks share.
    PoolBroadcasts broadcasts();

    /// What a worker runs before its first task.
    @Nullable
    Blob initializer();

    /// What else a worker should know at its start, by name.
    Map<String, String> workerSettings();

    /// How many bytes a worker may hold after a task before it ends; 0 for any number.
    long maxWorkerMemory();

    /// A worker and its threads are gone.
    void supervisorEnded();
}
