package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The questions of this node that have no answer yet.
final class Questions {
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<Long, Question> open = new ConcurrentHashMap<>();

    /// A question that waits for its answer.
    ///
    /// @param number of the question
    /// @param to who is asked; nobody else can answer
    /// @param answer completed once
    record Question(long number, NodeId to, CompletableFuture<byte[]> answer) {}

    Question ask(NodeId to) {
        Question question = new Question(numbers.incrementAndGet(), to, new CompletableFuture<>());
        open.put(question.number(), question);
        return question;
    }

    void answered(NodeId from, long number, byte[] answer) {
        Question question = remove(from, number);
        if (question != null) {
            question.answer().complete(answer);
        }
    }

    void failed(NodeId from, long number, String reason) {
        Question question = remove(from, number);
        if (question != null) {
            question.answer().completeExceptionally(new ClusterException(reason, null));
        }
    }

    /// Nobody waits any more.
    void forget(Question question) {
        open.remove(question.number());
    }

    /// A member is lost.
    void fail(NodeId node, String reason) {
        for (Question question : open.values()) {
            if (question.to().equals(node) && open.remove(question.number(), question)) {
                question.answer().completeExceptionally(new NodeLostException(reason));
            }
        }
    }

    /// This node leaves.
    void failAll(String reason) {
        for (Question question : open.values()) {
            fail(question.to(), reason);
        }
    }

    private @Nullable Question remove(NodeId from, long number) {
        Question question = open.get(number);
        return question != null && question.to().equals(from) && open.remove(number, question) ? question : null;
    }
}
