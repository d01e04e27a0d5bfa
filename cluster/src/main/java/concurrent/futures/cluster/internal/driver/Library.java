package concurrent.futures.cluster.internal.driver;

import concurrent.futures.Broadcast;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.LargeFile;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Draft;
import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.Shared;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.internal.shipping.ClassDesk;
import concurrent.futures.internal.shipping.ClassSource;
import concurrent.futures.internal.shipping.FoundClass;
import concurrent.futures.internal.shipping.FoundResources;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/// What agents ask of one session: classes, resources, jars, shared values. Each question is answered in a thread of
/// its own, since class loaders are foreign code.
final class Library {
    private final DriverNode node;
    private final ClassDesk desk;
    private final Dictionary dictionary;
    private final ObjectEncoder encoder;
    private final Map<String, Path> jars;
    private final Map<Long, Blob> shared = new ConcurrentHashMap<>();

    Library(DriverNode node, ClassDesk desk, Dictionary dictionary, ObjectEncoder encoder, Map<Jar, Path> jars) {
        this.node = node;
        this.desk = desk;
        this.dictionary = dictionary;
        this.encoder = encoder;
        this.jars = new ConcurrentHashMap<>();
        jars.forEach((jar, path) -> this.jars.put(jar.hash(), path));
    }

    void close() {
        desk.close();
    }

    /// A value that many tasks use.
    <T> Broadcast<T> share(T value, String executor, LongConsumer onForgotten) {
        return SharedBroadcast.make(value, executor, encoder.encode(value), shared, onForgotten);
    }

    CompletionStage<byte[]> answer(NodeId from, Question.ToDriver question) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        boolean isTaken = desk.ask(source -> {
            try {
                answer.complete(QuestionCodec.write(find(from, question, source)));
            } catch (Throwable e) {
                answer.completeExceptionally(new ClusterException("the driver has no answer: " + e, e));
            }
        });
        if (!isTaken) {
            answer.completeExceptionally(new ClusterException("the session is over", null));
        }
        return answer;
    }

    private Answer find(NodeId from, Question.ToDriver question, ClassSource source) {
        return switch (question) {
            case Question.FindClass find -> {
                FoundClass found = source.findClass(find.loader(), find.name());
                yield new Answer.ClassFile(found.definer(), found.location(), found.bytes(), found.problem());
            }
            case Question.FindResources find -> {
                FoundResources found = source.findResources(find.loader(), find.name());
                yield new Answer.Resources(found.first(), found.contents(), found.complete());
            }
            case Question.FetchJar fetch -> {
                Path jar = jars.get(fetch.hash());
                yield jar == null ? nothing() : send(from, Purpose.JAR, LargeFile.of(jar));
            }
            case Question.FetchShared fetch -> {
                Blob value = shared.get(fetch.number());
                yield value == null ? nothing() : share(from, value);
            }
        };
    }

    private static Answer nothing() {
        return new Answer.Fetched(/* found= */ false, Content.NONE);
    }

    private Answer share(NodeId to, Blob value) {
        Draft draft = Values.draft(new Shared(
                dictionary.definitions(0, value.requiredDefinitions()).definitions(), value));
        return draft.bytes() <= node.messageBytes() / 2
                ? new Answer.Fetched(/* found= */ true, new Content.Inline(draft.toArray()))
                : send(to, Purpose.SHARED, new LargeDraft(draft));
    }

    private Answer send(NodeId to, Purpose purpose, LargeValue value) {
        LargeId id = purpose.id(node.nextLarge());
        Content.Apart apart = new Content.Apart(id.number(), value.bytes());
        node.membership().sendLarge(to, id, value);
        return new Answer.Fetched(/* found= */ true, apart);
    }
}
