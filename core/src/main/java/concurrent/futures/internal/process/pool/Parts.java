package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.PoolDepth;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.process.broadcast.PoolBroadcasts;
import concurrent.futures.internal.process.logging.ParentLevels;
import concurrent.futures.internal.process.memory.SharedMappings;
import concurrent.futures.internal.process.pool.handout.Census;
import concurrent.futures.internal.process.pool.handout.Dispatcher;
import concurrent.futures.internal.process.pool.handout.Foreman;
import concurrent.futures.internal.process.pool.handout.Worker;
import concurrent.futures.internal.process.pool.listening.Nursery;
import concurrent.futures.internal.process.pool.listening.Premises;
import concurrent.futures.internal.process.pool.listening.Supervisor;
import concurrent.futures.internal.process.pool.lock.Rescuer;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.process.pool.sending.Courier;
import concurrent.futures.internal.shipping.ClassDesk;
import concurrent.futures.internal.shipping.ParentLoaders;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The parts of a pool, put together, and what they share: the pool as they see it.
final class Parts implements Premises, AutoCloseable {
    private final ProcessPool pool;
    private final Settings settings;

    private final Ledger ledger = new Ledger(new Runnable() {
        @Override
        public void run() {
            windDown();
        }
    });
    private final LoaderTable loaders = new LoaderTable(new Consumer<>() {
        @Override
        public void accept(List<Integer> gone) {
            forgetLoaders(gone);
        }
    });
    private final Dictionary dictionary = new Dictionary(loaders);
    private final ObjectEncoder encoder = new ObjectEncoder(dictionary);
    private final @Nullable Blob initializer;

    /// Of the thread that made the pool: where the initializer looks for classes.
    private final @Nullable ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();

    private final LongConsumer forgetShared = new LongConsumer() {
        @Override
        public void accept(long number) {
            forgetShared(number);
        }
    };
    private final Nursery nursery;
    private final ClassDesk classDesk;
    private final CallbackThread callbacks;
    private final CallbackThread nestedCallbacks;
    private final Rescuer rescuer;
    private final Dispatcher dispatcher;
    private final Foreman foreman;
    private final Hub events;
    private final PoolBroadcasts broadcasts;

    /// Those whose threads or processes are not gone.
    private final AtomicInteger supervisors = new AtomicInteger();

    private final AtomicInteger raised = new AtomicInteger();

    /// Puts them together; starts no worker yet.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if the initializer can not be sent
    Parts(ProcessPool pool, Settings settings) {
        this.pool = pool;
        this.settings = settings;
        this.initializer = settings.initializer() == null ? null : encoder.encode(settings.initializer());
        // From here on, nothing may fail any more.
        String name = settings.name();
        this.nursery = new Nursery(settings.launch(), name);
        this.classDesk = new ClassDesk(new ParentLoaders(loaders), Threads.daemons(name + "-class-loading"));
        this.callbacks = new CallbackThread(name + "-callbacks", pool, ledger);
        this.nestedCallbacks = new CallbackThread(name + "-nested", pool, ledger);
        this.rescuer = new Rescuer(name + "-rescuer", new Runnable() {
            @Override
            public void run() {
                recover();
            }
        });
        this.dispatcher = new Dispatcher(this, settings.rules());
        this.foreman = new Foreman(dispatcher);
        this.events = new Hub(pool, name, new Onlooker(this, dispatcher.census()));
        this.broadcasts = new PoolBroadcasts(name, encoder, forgetShared);
        SharedMappings.addListener(forgetShared);
    }

    private void windDown() {
        pool.windDown();
    }

    private void recover() {
        pool.recover();
    }

    private void forgetShared(long number) {
        for (Courier courier : census().couriers()) {
            courier.post(new Frame.Forget(number), 0);
        }
    }

    /// Class loaders are gone, and with them all that could refer to their classes.
    private void forgetLoaders(List<Integer> gone) {
        dictionary.forget(gone);
        for (Courier courier : census().couriers()) {
            for (int number : gone) {
                courier.post(new Frame.ForgetLoader(number), 0);
            }
        }
    }

    @Override
    public Object engine() {
        return pool;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Hub events() {
        return events;
    }

    @Override
    public ObjectEncoder encoder() {
        return encoder;
    }

    @Override
    public LoaderTable loaders() {
        return loaders;
    }

    @Override
    public Dictionary dictionary() {
        return dictionary;
    }

    @Override
    public CallbackThread callbacks() {
        return callbacks;
    }

    @Override
    public CallbackThread nestedCallbacks() {
        return nestedCallbacks;
    }

    @Override
    public Rescuer rescuer() {
        return rescuer;
    }

    @Override
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    Census census() {
        return dispatcher.census();
    }

    @Override
    public Foreman foreman() {
        return foreman;
    }

    @Override
    public Nursery nursery() {
        return nursery;
    }

    @Override
    public NestedWork.Pool nestedPool() {
        return pool;
    }

    @Override
    public ClassDesk classDesk() {
        return classDesk;
    }

    @Override
    public PoolBroadcasts broadcasts() {
        return broadcasts;
    }

    @Override
    public @Nullable Blob initializer() {
        return initializer;
    }

    @Override
    public Map<String, String> workerSettings() {
        return Map.of(
                "depth",
                Integer.toString(PoolDepth.ofWorkers()),
                "contextLoader",
                Integer.toString(loaders.numberOf(contextLoader)),
                "logLevels",
                ParentLevels.now(),
                "maxWorkerMemory",
                Long.toString(settings.maxWorkerMemory()));
    }

    @Override
    public long maxWorkerMemory() {
        return settings.maxWorkerMemory();
    }

    // --- workers

    @Override
    public void raise(Worker worker) {
        Supervisor supervisor = new Supervisor(this, worker, raised.getAndIncrement());
        supervisors.incrementAndGet();
        try {
            supervisor.start();
        } catch (Throwable e) {
            if (Perseverance.isShortage(e)) {
                supervisors.decrementAndGet();
                throw e; // It is started later.
            }
            supervisor.stillborn(e);
        }
    }

    @Override
    public void supervisorEnded() {
        supervisors.decrementAndGet();
        pool.windDown();
    }

    /// Whether no worker, no process and no thread of one is left.
    boolean areAlone() {
        return census().workerCount() == 0 && supervisors.get() == 0;
    }

    /// Nothing comes any more. Again: does what could not be done for lack of memory.
    @Override
    public void close() {
        SharedMappings.removeListener(forgetShared);
        classDesk.close();
        try {
            nursery.close();
        } catch (LinkageError e) {
            // What could not be initialised without memory never can be. What is left on disk goes with this JVM.
            Guard.log(System.Logger.Level.WARNING, "can not remove the directory of " + pool, e);
        }
        events.close();
    }
}
