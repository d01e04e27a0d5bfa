package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.process.pool.lock.Rescuer;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;

/// The pool, as its tasks and workers see it.
public interface Home {
    /// The engine that all of it belongs to, whose text is the pool's name.
    Object engine();

    /// The books.
    Ledger ledger();

    /// Takes what is told to those who listen.
    Hub events();

    /// Encodes tasks.
    ObjectEncoder encoder();

    /// The numbers of the class loaders.
    LoaderTable loaders();

    /// What encoded values refer to.
    Dictionary dictionary();

    /// Runs the callbacks of users.
    CallbackThread callbacks();

    /// Runs those of nested tasks.
    CallbackThread nestedCallbacks();

    /// Does what was left undone for lack of memory.
    Rescuer rescuer();

    /// Decides which worker gets which task.
    Dispatcher dispatcher();

    /// Draws the consequences of what workers do.
    Foreman foreman();

    /// Starts the thread that accompanies a worker, which starts its process. Not under the lock.
    ///
    /// @param worker that is in the roster
    /// @throws OutOfMemoryError if there is no memory for it now: it is to be done again
    void raise(Worker worker);
}
