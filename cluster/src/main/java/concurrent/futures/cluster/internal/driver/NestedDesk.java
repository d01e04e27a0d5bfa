package concurrent.futures.cluster.internal.driver;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.cluster.internal.engine.LargeBytes;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Letters;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the tasks in workers want of their executor: to submit tasks, to be told how those end, to ask. As in a process
/// pool, but by letters, which agents pass on; see [concurrent.futures.cluster.internal.worker].
///
/// The letters of one worker are read in order, in a thread of their own, since values are read by foreign code.
final class NestedDesk {
    private record Key(NodeId node, long line) {}

    private final Session session;
    private final DriverNode driver;
    private final Parts parts;
    private final Map<Key, Line> lines = new ConcurrentHashMap<>();

    NestedDesk(Session session, DriverNode driver, Parts parts) {
        this.session = session;
        this.driver = driver;
        this.parts = parts;
    }

    /// A letter has come. In a thread of the engine: does not block.
    void take(NodeId from, Message.LetterToDriver letter) {
        CompletableFuture<byte[]> bytes = switch (letter.content()) {
            case Content.Inline inline -> CompletableFuture.completedFuture(inline.bytes());
            case Content.Apart apart ->
                driver.expect(from, Purpose.OUTCOME.id(apart.number())).thenApply(Whole::take);
        };
        lines.computeIfAbsent(new Key(from, letter.line()), Line::new).take(bytes);
    }

    /// A worker is gone. Its tasks go on, and nobody is told of their end.
    void hungUp(NodeId from, long line) {
        lines.remove(new Key(from, line));
    }

    /// An agent is gone, with all its workers.
    void gone(NodeId node) {
        lines.keySet().removeIf(key -> key.node().equals(node));
    }

    /// What is said between one worker and this driver.
    private final class Line implements NestedWork.Mail {
        private final Key key;
        private final DictionaryReplica replica = new DictionaryReplica(parts.loaders());
        private final NestedWork work =
                new NestedWork(session.engine(), new ObjectDecoder(replica), parts.encoder(), this);
        private final ThreadPoolExecutor reader = reader();

        /// Done when all letters before the next one are read. Of the engine's threads, which bring one after the
        /// other.
        private CompletableFuture<@Nullable Void> last = CompletableFuture.completedFuture(null);

        Line(Key key) {
            this.key = key;
        }

        private static ThreadPoolExecutor reader() {
            ThreadPoolExecutor reader = new ThreadPoolExecutor(
                    1,
                    1,
                    100,
                    TimeUnit.MILLISECONDS,
                    new LinkedBlockingQueue<>(),
                    Threads.daemons("concurrent-futures-cluster-nested"));
            reader.allowCoreThreadTimeOut(true);
            return reader;
        }

        synchronized void take(CompletableFuture<byte[]> letter) {
            last = last.thenCombine(letter, (before, bytes) -> bytes).handleAsync(this::read, reader);
        }

        /// What can not be read may be what a task waits for: its worker is sent something that makes no sense, and
        /// ends.
        private @Nullable Void read(byte @Nullable [] bytes, @Nullable Throwable failure) {
            try {
                if (bytes == null) {
                    throw new WireFormatException("A letter has not come: " + failure);
                }
                switch (Letters.read(bytes)) {
                    case Frame.Define define -> replica.accept(define);
                    case Frame.Submit submit -> work.submit(submit);
                    case Frame.Ask ask -> work.ask(ask);
                    default -> throw new WireFormatException("Not a letter to a driver");
                }
            } catch (Throwable e) {
                Guard.log(System.Logger.Level.ERROR, "can not read what a task wants of its executor", e);
                send(0, Content.NONE);
            }
            return null;
        }

        @Override
        public void post(Frame.FromParent frame, int requiredDefinitions) {
            byte[] bytes;
            try {
                bytes = Letters.write(frame);
            } catch (NotSerializableTaskException tooLarge) {
                instead(frame, tooLarge);
                return;
            }
            if (bytes.length <= driver.messageBytes() / 2) {
                send(requiredDefinitions, new Content.Inline(bytes));
                return;
            }
            LargeId id = Purpose.TASK.id(driver.nextLarge());
            send(requiredDefinitions, new Content.Apart(id.number(), bytes.length));
            driver.membership().sendLarge(key.node(), id, new LargeBytes(bytes)).whenComplete((sent, failure) -> {
                if (failure != null) {
                    instead(frame, failure);
                }
            });
        }

        /// A letter does not get there: if it has a result, the task fails for it.
        private void instead(Frame.FromParent frame, Throwable why) {
            if (frame instanceof Frame.Ended ended && ended.value() != null) {
                var failure = parts.encoder()
                        .encodeThrowable(new NotSerializableTaskException(
                                "The result of a nested task does not get to the worker: " + why.getMessage(), why));
                post(new Frame.Ended(ended.task(), null, failure), failure.requiredDefinitions());
            } else {
                send(0, Content.NONE);
            }
        }

        private void send(int requiredDefinitions, Content content) {
            session.tell(
                    key.node(), new Message.LetterToWorker(session.number(), key.line(), requiredDefinitions, content));
        }
    }
}
