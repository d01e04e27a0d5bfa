package concurrent.futures.cluster.internal.driver;

import concurrent.futures.Action;
import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Payload;
import concurrent.futures.cluster.internal.protocol.PoolOptions;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.shipping.ClassDesk;
import concurrent.futures.internal.shipping.ParentLoaders;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The parts of an executor that its tasks need, put together.
final class Parts {
    private final DriverSettings settings;
    private final Ledger ledger;
    private final LoaderTable loaders;
    private final Dictionary dictionary;
    private final ObjectEncoder encoder;
    private final Hub events;
    private final CallbackThread callbacks;
    private final CallbackThread nestedCallbacks;
    private final Reading reading;
    private final Library library;
    private final List<Jar> jars;
    private final byte @Nullable [] initializer;
    private final List<byte[]> initializerDefinitions;

    /// @param engine whose they are
    /// @param driver the member of the cluster
    /// @param forgetLoaders is told of class loaders that are gone
    /// @throws concurrent.futures.NotSerializableTaskException if the initializer can not be sent
    Parts(
            ClusterEngine engine,
            DriverNode driver,
            DriverSettings settings,
            Ledger ledger,
            Consumer<List<Integer>> forgetLoaders) {
        this.settings = settings;
        this.ledger = ledger;
        this.loaders = new LoaderTable(forgetLoaders);
        this.dictionary = new Dictionary(loaders);
        this.encoder = new ObjectEncoder(dictionary);
        Action first = settings.initializer();
        if (first == null) {
            this.initializer = null;
            this.initializerDefinitions = List.of();
        } else {
            EncodedTask task = encoder.encodeTaskBorrowing(new TaskBody.Run<@Nullable Object>(first, null));
            int context = loaders.numberOf(Thread.currentThread().getContextClassLoader());
            this.initializer = Values.write(new Payload(context, task));
            this.initializerDefinitions =
                    dictionary.definitions(0, task.requiredDefinitions()).definitions();
        }
        String name = settings.name();
        this.events = new Hub(engine, name);
        this.callbacks = new CallbackThread(name + "-callbacks", engine, ledger);
        this.nestedCallbacks = new CallbackThread(name + "-nested", engine, ledger);
        this.reading = new Reading(loaders, new CallbackThread(name + "-reading", engine, ledger));
        Map<Jar, Path> known = ClassPath.jars();
        this.jars = List.copyOf(known.keySet());
        ClassDesk desk = new ClassDesk(new ParentLoaders(loaders), Threads.daemons(name + "-class-loading"));
        this.library = new Library(driver, desk, dictionary, encoder, known);
    }

    Ledger ledger() {
        return ledger;
    }

    LoaderTable loaders() {
        return loaders;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    ObjectEncoder encoder() {
        return encoder;
    }

    Hub events() {
        return events;
    }

    CallbackThread callbacks() {
        return callbacks;
    }

    /// Tells the workers whose tasks have submitted others: apart from the callbacks of users, which may block.
    CallbackThread nestedCallbacks() {
        return nestedCallbacks;
    }

    Reading reading() {
        return reading;
    }

    Library library() {
        return library;
    }

    /// The first message of a session.
    Message.Hello hello(long number, int workers) {
        PoolOptions pool = new PoolOptions(
                workers,
                Deadline.nanos(settings.cancelGrace()),
                initializer,
                initializerDefinitions,
                settings.jvmOptions(),
                settings.maxTasksPerWorker());
        return new Message.Hello(number, settings.name(), jars, pool);
    }

    void close() {
        library.close();
        events.close();
    }
}
