package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.agent.files.FolderException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// Asks the driver of a session, and waits. Not from the engine's threads.
final class DriverLine {
    private final Supplier<Membership> membership;
    private final NodeId driver;
    private final Arrivals arrivals;

    DriverLine(Supplier<Membership> membership, NodeId driver, Arrivals arrivals) {
        this.membership = membership;
        this.driver = driver;
        this.arrivals = arrivals;
    }

    /// Asks for anything.
    ///
    /// @return the answer, as it came
    /// @throws ClusterException if there is none
    byte[] ask(Question.ToDriver question) throws InterruptedException {
        return await(membership.get().request(driver, QuestionCodec.write(question)), question);
    }

    /// Asks for bytes, and has them put into a file.
    ///
    /// @param purpose of what is asked for
    /// @param file to be written; it must not exist
    /// @throws ClusterException if the driver does not have them; if they can not be written, a [FolderException]
    void fetch(Question.ToDriver question, Purpose purpose, Path file) throws IOException, InterruptedException {
        if (!fetchIfThere(question, purpose, file)) {
            throw new ClusterException("the driver does not have what was asked for: " + question, null);
        }
    }

    /// Asks for bytes that the driver need not have, and has them put into a file.
    ///
    /// @param purpose of what is asked for
    /// @param file to be written; it must not exist
    /// @return `false` if the driver does not have them
    /// @throws ClusterException if there is no answer; if they can not be written, a [FolderException]
    boolean fetchIfThere(Question.ToDriver question, Purpose purpose, Path file)
            throws IOException, InterruptedException {
        if (!(QuestionCodec.readAnswer(ask(question)) instanceof Answer.Fetched fetched) || !fetched.found()) {
            return false;
        }
        switch (fetched.content()) {
            case Content.Inline inline -> put(file, inline.bytes().length, () -> Files.write(file, inline.bytes()));
            case Content.Apart apart -> {
                LargeId id = purpose.id(apart.number());
                Path come = await(arrivals.take(driver, id), question);
                put(file, apart.size(), () -> Files.move(come, file));
            }
        }
        return true;
    }

    private interface Writing {
        Path write() throws IOException;
    }

    private static void put(Path file, long bytes, Writing writing) throws IOException {
        try {
            writing.write();
        } catch (IOException e) {
            Files.deleteIfExists(file); // Of a part of it, nobody has any use.
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            throw new FolderException("a file of " + bytes + " bytes", folder, e);
        }
    }

    private static <T> T await(CompletableFuture<T> answer, Question question) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof FolderException) {
                throw new ClusterException(String.valueOf(cause.getMessage()), cause); // Not the driver's fault.
            }
            throw new ClusterException(
                    "the driver has not answered " + question.getClass().getSimpleName() + ": " + cause.getMessage(),
                    cause);
        }
    }
}
