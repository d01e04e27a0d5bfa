package concurrent.futures.cluster.internal.agent;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.cluster.internal.engine.LargeBytes;
import concurrent.futures.cluster.internal.engine.LargeFile;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.CrashNote;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskEnded.Kind;
import concurrent.futures.cluster.internal.protocol.codec.Notes;
import concurrent.futures.cluster.internal.worker.ExhaustedError;
import concurrent.futures.cluster.internal.worker.JobAnswer;
import concurrent.futures.cluster.internal.worker.SetupFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Puts what came of tasks into words for the driver. What is too large for a message is sent apart.
final class SessionOutcomes {
    /// Names of large values are unique for the agent.
    private static final AtomicLong NUMBERS = new AtomicLong();

    private static final int LONGEST_PROBLEM = 1_000;

    private final Supplier<Membership> membership;
    private final NodeId driver;
    private final int mostInline;
    private final Set<CompletableFuture<Void>> underWay = ConcurrentHashMap.newKeySet();

    SessionOutcomes(Supplier<Membership> membership, NodeId driver, int maxMessageBytes) {
        this.membership = membership;
        this.driver = driver;
        this.mostInline = maxMessageBytes / 2;
    }

    /// How much of a message a content takes.
    static long inlineBytes(Content content) {
        return content instanceof Content.Inline inline ? inline.size() : 0;
    }

    /// Tells how a task ended.
    ///
    /// @param task whose future has ended
    TaskEnded of(AgentTask task, Future<byte[]> future) {
        return switch (future.state()) {
            case SUCCESS -> ran(task, future.resultNow());
            case CANCELLED -> cancelled(task);
            default -> failed(task, future.exceptionNow());
        };
    }

    private TaskEnded ran(AgentTask task, byte[] answer) {
        JobAnswer ran = JobAnswer.read(answer);
        Path file = ran.file();
        try {
            Content content = file == null ? content(task, ran.rest()) : apart(task, file);
            return word(task, Kind.RAN, ran.runNanos(), ran.worker(), content);
        } catch (IOException e) {
            return text(task, Kind.FAILED, "its result can not be read from the agent's folder: " + e);
        }
    }

    private TaskEnded failed(AgentTask task, Throwable failure) {
        return switch (failure) {
            case WorkerCrashedException crashed -> {
                byte[] note = Notes.write(note(crashed));
                yield word(task, Kind.CRASHED, 0, "", content(task, note));
            }
            case TaskTimeoutException late -> text(task, Kind.TIMED_OUT, String.valueOf(late.getMessage()));
            case ExhaustedError exhausted -> ran(task, exhausted.answer());
            case RejectedExecutionException refused ->
                text(task, Kind.NEVER_BEGAN, String.valueOf(refused.getMessage()));
            default -> text(task, Kind.FAILED, failure.toString());
        };
    }

    private static CrashNote note(WorkerCrashedException crashed) {
        return new CrashNote(
                String.valueOf(crashed.getMessage()),
                crashed.pid(),
                crashed.exitCode().orElse(-1),
                crashed.signal().orElse(null),
                crashed.stderr(),
                crashed.crashReport().map(Path::toString).orElse(null),
                exitStack(crashed.getStackTrace()));
    }

    /// Without the lines that this agent's pool has added: where it was submitted, the driver knows better.
    private static List<StackTraceElement> exitStack(StackTraceElement[] trace) {
        int end = 0;
        while (end < trace.length && !trace[end].getClassName().startsWith("parent process ")) {
            end++;
        }
        return List.copyOf(Arrays.asList(trace).subList(0, end));
    }

    /// Of a task that was told to stop before it got to the pool.
    static TaskEnded cancelled(AgentTask task) {
        return word(task, Kind.CANCELLED, 0, "", Content.NONE);
    }

    /// Of a task that never got to the pool.
    TaskEnded neverBegan(AgentTask task, String reason) {
        return text(task, Kind.NEVER_BEGAN, reason);
    }

    /// Of a task that has ended, where it can not be told how.
    ///
    /// @param failure why not
    static TaskEnded unknown(AgentTask task, Throwable failure) {
        String text = "its agent can not tell how it ended: " + failure;
        String cut = text.substring(0, Math.min(text.length(), LONGEST_PROBLEM));
        return word(task, Kind.FAILED, 0, "", new Content.Inline(cut.getBytes(StandardCharsets.UTF_8)));
    }

    private TaskEnded text(AgentTask task, Kind kind, String text) {
        return word(task, kind, 0, "", content(task, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static TaskEnded word(AgentTask task, Kind kind, long runNanos, String worker, Content content) {
        return new TaskEnded(task.id(), task.order().attempt(), kind, Math.max(0, runNanos), worker, content);
    }

    /// What the initializer threw, if that has broken the pool.
    Content ofSetup(BrokenExecutorException broken) {
        for (Throwable cause = broken.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SetupFailure setup) {
                return content(setup.outcome());
            }
        }
        return Content.NONE;
    }

    /// Bytes in the word of a task's end, or apart.
    private Content content(AgentTask task, byte[] bytes) {
        Content gone = task.apart;
        if (gone != null) {
            return gone;
        }
        Content content = content(bytes);
        if (content instanceof Content.Apart) {
            task.apart = content;
        }
        return content;
    }

    /// Bytes in a message, or apart.
    private Content content(byte[] bytes) {
        if (bytes.length <= mostInline) {
            return new Content.Inline(bytes);
        }
        Content.Apart content = new Content.Apart(NUMBERS.incrementAndGet(), bytes.length);
        sendApart(content.number(), new LargeBytes(bytes));
        return content;
    }

    /// What a worker has put into a file, for the driver.
    ///
    /// @param file which is deleted when it is sent
    /// @param onFailure told if it does not get there
    Content letter(Path file, Consumer<Throwable> onFailure) throws IOException {
        long size = Files.size(file);
        if (size <= mostInline) {
            Content content = new Content.Inline(Files.readAllBytes(file));
            delete(file);
            return content;
        }
        long number = NUMBERS.incrementAndGet();
        sendApart(number, new LargeFile(file, size)).whenComplete((done, failure) -> {
            delete(file);
            if (failure != null) {
                onFailure.accept(failure);
            }
        });
        return new Content.Apart(number, size);
    }

    private Content apart(AgentTask task, Path file) throws IOException {
        Content gone = task.apart;
        if (gone != null) {
            return gone;
        }
        LargeFile value = new LargeFile(file, Files.size(file));
        Content.Apart content = new Content.Apart(NUMBERS.incrementAndGet(), value.bytes());
        CompletableFuture<Void> sent = sendApart(content.number(), value);
        task.apart = content; // If what follows fails, the file stays until the session's folder goes.
        sent.whenComplete((done, failure) -> delete(file));
        return content;
    }

    @SuppressWarnings("CollectionUndefinedEquality") // each is its own, by identity
    private CompletableFuture<Void> sendApart(long number, LargeValue value) {
        CompletableFuture<Void> sent = membership.get().sendLarge(driver, Purpose.OUTCOME.id(number), value);
        underWay.add(sent);
        return sent.whenComplete((done, failure) -> underWay.remove(sent));
    }

    /// The large values that the driver does not have yet.
    ///
    /// @return done when it has, or they are lost
    List<CompletableFuture<Void>> underWay() {
        return List.copyOf(underWay);
    }

    /// Should that fail, it goes with the session.
    static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return;
        }
    }
}
