package concurrent.futures.cluster.internal.agent;

import concurrent.futures.Task;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeBytes;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Outcome;
import concurrent.futures.cluster.internal.protocol.Payload;
import concurrent.futures.cluster.internal.protocol.PoolOptions;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.internal.shipping.FoundClass;
import concurrent.futures.internal.shipping.FoundResources;
import concurrent.futures.internal.shipping.ParentLoaders;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A driver that is no more than what a test makes it do: it has one session with one agent.
final class PlayedDriver implements Inbox, AutoCloseable {
    private static final int LARGE = 100_000;

    final LoaderTable loaders = new LoaderTable();
    private final Dictionary dictionary = new Dictionary(loaders);
    private final ObjectEncoder encoder = new ObjectEncoder(dictionary);
    private final Membership membership;
    private final long session;
    private volatile @Nullable NodeId agent;
    private volatile View view;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<TaskEnded>> ends = new ConcurrentHashMap<>();
    private final Map<LargeId, CompletableFuture<byte[]>> large = new ConcurrentHashMap<>();
    private final Map<LargeId, ByteArrayOutputStream> pieces = new ConcurrentHashMap<>();
    private final List<Message> heard = new ArrayList<>();
    final List<Question> asked = new ArrayList<>();
    final Map<String, Path> jars = new ConcurrentHashMap<>();
    private int defined;

    PlayedDriver(Engine engine, EngineSettings settings, long session, @Nullable NodeId agent)
            throws InterruptedException {
        this.session = session;
        this.agent = agent;
        NodeCard card = new NodeCard(
                NodeCard.Role.DRIVER,
                "driver-" + session,
                0,
                Set.of(),
                "test",
                Message.VERSION,
                Runtime.version().feature());
        this.membership = engine.join(settings, card, this);
    }

    Node self() {
        return membership.self();
    }

    // --- what it says

    void send(Message.ToAgent message) {
        try {
            membership.send(agent, MessageCodec.write(message));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void hello(int maxWorkers, Jar... classPath) {
        send(new Message.Hello(
                session,
                "a test",
                List.of(classPath),
                new PoolOptions(maxWorkers, 200_000_000, null, List.of(), List.of(), 0)));
    }

    /// What each worker has to do first.
    void hello(Task<?> initializer) {
        EncodedTask task = encoder.encodeTask(new TaskBody.Call<@Nullable Object>(initializer));
        send(new Message.Hello(
                session,
                "a test",
                List.of(),
                new PoolOptions(
                        1,
                        0,
                        Values.write(new Payload(0, task)),
                        dictionary.definitions(0, task.requiredDefinitions()).definitions(),
                        List.of(),
                        0)));
    }

    Answer ask(Question.ToAgent question) throws Exception {
        byte[] answer = membership.request(agent, QuestionCodec.write(question)).get(30, TimeUnit.SECONDS);
        return QuestionCodec.readAnswer(answer);
    }

    /// A task under way.
    record Sent(long id, CompletableFuture<TaskEnded> end) {}

    Sent run(Task<?> task) {
        return run(task, 0);
    }

    Sent run(Task<?> task, long timeoutNanos) {
        EncodedTask encoded = encoder.encodeTask(new TaskBody.Call<@Nullable Object>(task));
        byte[] payload = Values.write(new Payload(0, encoded));
        int required = encoded.requiredDefinitions();
        synchronized (this) {
            if (required > defined) {
                send(new Message.Define(
                        session,
                        defined,
                        dictionary.definitions(defined, required).definitions()));
                defined = required;
            }
        }
        Sent sent = expect();
        Content content = content(Purpose.TASK, payload);
        send(new Message.Run(
                session, List.of(new TaskToRun(sent.id(), 1, null, timeoutNanos, required, 0, content)), false));
        return sent;
    }

    /// A task that gets to the agent in another way.
    Sent expect() {
        Sent sent = new Sent(numbers.incrementAndGet(), new CompletableFuture<>());
        ends.put(sent.id(), sent.end());
        return sent;
    }

    /// A value apart that no message announces.
    CompletableFuture<Void> sendLarge(LargeId id, LargeValue value) {
        return membership.sendLarge(Objects.requireNonNull(agent), id, value);
    }

    private Content content(Purpose purpose, byte[] bytes) {
        if (bytes.length <= LARGE) {
            return new Content.Inline(bytes);
        }
        long number = numbers.incrementAndGet();
        membership.sendLarge(agent, purpose.id(number), new LargeBytes(bytes));
        return new Content.Apart(number, bytes.length);
    }

    // --- what it hears

    @Override
    public void viewChanged(View now) {
        synchronized (heard) {
            view = now;
            heard.notifyAll();
        }
    }

    /// Waits until the agents that are there are as they should be.
    List<Node> awaitAgents(Predicate<List<Node>> which) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (heard) {
            while (true) {
                List<Node> agents = view == null
                        ? List.of()
                        : view.nodes().stream()
                                .filter(node -> node.card().role() == NodeCard.Role.AGENT)
                                .toList();
                if (which.test(agents)) {
                    return agents;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("the agents are " + agents);
                }
                try {
                    heard.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /// From now on it talks to this one.
    void talkTo(Node node) {
        agent = node.id();
        defined = 0;
    }

    @Override
    public void suspected(NodeId node, String reason) {}

    @Override
    public void received(NodeId from, byte[] message) {
        Message read = MessageCodec.read(message);
        if (read instanceof Message.Done done) {
            for (TaskEnded ended : done.tasks()) {
                ends.get(ended.id()).complete(ended);
            }
        }
        synchronized (heard) {
            heard.add(read);
            heard.notifyAll();
        }
    }

    /// Waits for a message.
    <M extends Message> M await(Class<M> type, Predicate<M> which) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (heard) {
            while (true) {
                for (Message one : heard) {
                    if (type.isInstance(one) && which.test(type.cast(one))) {
                        return type.cast(one);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("no such " + type.getSimpleName() + " has come, but " + heard);
                }
                try {
                    heard.wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /// What it has heard of workers so far.
    List<Message.WorkerTold> heardOf(Message.WorkerEvent event) {
        synchronized (heard) {
            return heard.stream()
                    .filter(Message.WorkerTold.class::isInstance)
                    .map(Message.WorkerTold.class::cast)
                    .filter(told -> told.event() == event)
                    .toList();
        }
    }

    @Override
    public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
        Question question = QuestionCodec.readQuestion(message);
        synchronized (asked) {
            asked.add(question);
            asked.notifyAll();
        }
        return CompletableFuture.supplyAsync(() -> QuestionCodec.write(answer(question)));
    }

    /// Waits until an agent has asked something.
    void awaitAsked(Class<? extends Question> type) throws InterruptedException {
        synchronized (asked) {
            while (asked.stream().noneMatch(type::isInstance)) {
                asked.wait();
            }
        }
    }

    private Answer answer(Question question) {
        switch (question) {
            case Question.FindClass find -> {
                FoundClass found = new ParentLoaders(loaders).findClass(find.loader(), find.name());
                return new Answer.ClassFile(found.definer(), found.location(), found.bytes(), found.problem());
            }
            case Question.FindResources find -> {
                FoundResources found = new ParentLoaders(loaders).findResources(find.loader(), find.name());
                return new Answer.Resources(found.first(), found.contents(), found.complete());
            }
            case Question.FetchJar fetch -> {
                try {
                    return new Answer.Fetched(true, content(Purpose.JAR, Files.readAllBytes(jars.get(fetch.hash()))));
                } catch (IOException e) {
                    throw new ClusterException("no jar", e);
                }
            }
            default -> throw new ClusterException("this driver does not know", null);
        }
    }

    @Override
    public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        ByteArrayOutputStream all = pieces.computeIfAbsent(id, key -> new ByteArrayOutputStream());
        byte[] bytes = new byte[piece.remaining()];
        piece.get(bytes);
        all.writeBytes(bytes);
        if (all.size() == totalBytes) {
            large.computeIfAbsent(id, key -> new CompletableFuture<>()).complete(all.toByteArray());
        }
        return CompletableFuture.completedFuture(null);
    }

    // --- what it makes of it

    TaskEnded end(Sent task) {
        try {
            return task.end().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("task " + task.id() + " has not ended; heard: " + heard, e);
        }
    }

    byte[] bytes(TaskEnded ended) {
        return bytes(ended.content());
    }

    byte[] bytes(Content content) {
        return switch (content) {
            case Content.Inline inline -> inline.bytes();
            case Content.Apart apart ->
                large.computeIfAbsent(Purpose.OUTCOME.id(apart.number()), key -> new CompletableFuture<>())
                        .join();
        };
    }

    /// The value of a task that has one, or the throwable of one that has failed by itself.
    @Nullable
    Object outcome(Sent task) {
        TaskEnded ended = end(task);
        if (ended.kind() != TaskEnded.Kind.RAN) {
            throw new AssertionError(
                    "it ended as " + ended.kind() + ": " + new String(bytes(ended), StandardCharsets.UTF_8));
        }
        return read(bytes(ended));
    }

    @Nullable
    Object read(byte[] bytes) {
        Outcome outcome = Values.readOutcome(bytes);
        DictionaryReplica replica = new DictionaryReplica(loaders);
        replica.accept(new Frame.Define(0, outcome.definitions()));
        ObjectDecoder decoder = new ObjectDecoder(replica);
        return outcome.succeeded() ? decoder.decode(outcome.value()) : decoder.decodeThrowable(outcome.value(), null);
    }

    @Override
    public void close() {
        membership.close();
    }
}
