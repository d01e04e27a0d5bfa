package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.logging.LogBook;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.shipping.FoundClass;
import concurrent.futures.internal.shipping.FoundResources;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.throwables.Origin;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.io.IOException;

/// Takes what one worker says: results are decoded here, in the worker's own thread, so that a slow one holds up no
/// other
/// worker.
final class Listener {
    private final ProcessPool pool;
    private final Foreman foreman;
    private final Worker worker;
    private final Connection connection;
    private final WorkerProcess process;
    private final DictionaryReplica replica;
    private final ObjectDecoder decoder;
    private final Origin origin;
    private final NestedWork nested;
    private final LogBook logBook;

    Listener(ProcessPool pool, Worker worker, Connection connection, WorkerProcess process) {
        this.pool = pool;
        this.foreman = pool.foreman();
        this.worker = worker;
        this.connection = connection;
        this.process = process;
        this.replica = new DictionaryReplica(pool.loaders());
        this.decoder = new ObjectDecoder(replica);
        this.origin = new Origin(process.pid(), worker.name());
        this.nested = new NestedWork(pool, decoder, pool.encoder(), worker.courier()::post);
        this.logBook = new LogBook(
                worker.name(),
                thrown -> decoder.decodeThrowable(thrown, origin),
                cost -> worker.courier().post(new Frame.LogPublished(cost), 0));
    }

    /// Says what there is to do before the first task, and listens until the worker is gone.
    void listen() throws IOException {
        Blob initializer = pool.initializer();
        worker.courier().start(worker.name() + "-writer", connection);
        worker.courier()
                .post(
                        new Frame.Setup(worker.name(), pool.workerSettings(), initializer),
                        initializer == null ? 0 : initializer.requiredDefinitions());
        try (logBook) {
            listen(connection);
        }
    }

    private void listen(Connection connection) throws IOException {
        for (Frame frame = connection.receive(); frame != null; frame = connection.receive()) {
            if (!(frame instanceof Frame.FromWorker said)) {
                throw new WireFormatException("a worker sent what only a parent sends: " + frame.getClass());
            }
            take(said);
        }
    }

    private void take(Frame.FromWorker frame) {
        switch (frame) {
            case Frame.Hello again -> throw new WireFormatException("a worker said hello twice");
            case Frame.Ready ready -> foreman.ready(worker);
            case Frame.SetupFailed failed -> setupFailed(failed);
            case Frame.Define definitions -> replica.accept(definitions);
            case Frame.Result result -> result(result);
            case Frame.Failure failure -> failure(failure);
            case Frame.ClassRequest request -> answer(request);
            case Frame.ResourceRequest request -> answer(request);
            case Frame.Log record -> logBook.add(record);
            case Frame.Progress progress -> foreman.progress(worker, progress);
            case Frame.Submit submit -> nested.submit(submit);
            case Frame.Ask ask -> nested.ask(ask);
            case Frame.Waiting waiting -> foreman.waiting(worker, waiting.begins());
            case Frame.Exit exit -> exit(exit);
            case Frame.Goodbye goodbye -> goodbye(goodbye);
        }
    }

    private void result(Frame.Result result) {
        logBook.awaitPublished();
        PoolTask<?> task = foreman.answered(worker, result.task(), result.runNanos());
        if (task == null) {
            return;
        }
        Object value;
        try {
            value = task.isEnded() ? null : decoder.decode(result.value());
        } catch (Throwable e) {
            origin.addTo(e);
            task.failBegun(e);
            return;
        }
        task.succeed(value);
    }

    private void failure(Frame.Failure failure) {
        logBook.awaitPublished();
        PoolTask<?> task = foreman.answered(worker, failure.task(), failure.runNanos());
        if (task != null) {
            task.failBegun(decoder.decodeThrowable(failure.throwable(), origin));
        }
    }

    private void setupFailed(Frame.SetupFailed failed) {
        logBook.awaitPublished();
        foreman.breakDown(new StartFailure(
                "its initializer failed in worker " + worker.name() + "; make a new executor",
                decoder.decodeThrowable(failed.failure(), origin)));
    }

    /// The task that called `exit` may not end any more, and its worker gets no further ones.
    private void exit(Frame.Exit exit) {
        process.noteExit(exit.caller(), exit.stack());
        foreman.leaves(worker);
    }

    private void goodbye(Frame.Goodbye goodbye) {
        process.noteReason(goodbye.reason());
        foreman.leaves(worker);
    }

    private void answer(Frame.ClassRequest request) {
        if (!pool.classDesk().ask(source -> reply(request, source.findClass(request.loader(), request.name())))) {
            reply(request, FoundClass.unavailable("the parent can not look for it now"));
        }
    }

    private void reply(Frame.ClassRequest request, FoundClass found) {
        byte[] bytes = found.bytes();
        worker.courier()
                .post(
                        new Frame.ClassReply(
                                request.request(),
                                found.definer(),
                                found.location(),
                                found.problem(),
                                bytes == null ? null : Blob.ofBytes(bytes)),
                        0);
    }

    private void answer(Frame.ResourceRequest request) {
        // Without a name, it is but an answer that is wanted.
        if (request.name().isEmpty()
                || !pool.classDesk()
                        .ask(source -> reply(request, source.findResources(request.loader(), request.name())))) {
            reply(request, FoundResources.unavailable());
        }
    }

    private void reply(Frame.ResourceRequest request, FoundResources found) {
        worker.courier()
                .post(
                        new Frame.ResourceReply(
                                request.request(),
                                found.first(),
                                found.complete(),
                                found.contents().stream().map(Blob::ofBytes).toList()),
                        0);
    }
}
