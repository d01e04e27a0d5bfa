package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Draft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a worker answers to a [Job]: the outcome, as the driver reads it, with what the agent wants to know.
///
/// ```
///   byte  1: the outcome follows; 2: the path of a file with it follows
///   long  how long the task ran, in nanoseconds
///   short the length of the worker's name, and that name, in UTF-8
///   rest  the outcome, or the path in UTF-8
/// ```
///
/// It is plain bytes, so that the pool reads it at once, in the thread that listens to the worker.
public final class JobAnswer {
    private static final byte HERE = 1;
    private static final byte IN_FILE = 2;
    private static final int LONGEST_NAME = 1000;

    private final ByteBuffer buffer;
    private final boolean inFile;
    private final long runNanos;
    private final String worker;

    private JobAnswer(ByteBuffer buffer) {
        this.buffer = buffer;
        this.inFile = buffer.get() == IN_FILE;
        this.runNanos = buffer.getLong();
        byte[] name = new byte[buffer.getShort()];
        buffer.get(name);
        this.worker = new String(name, StandardCharsets.UTF_8);
    }

    /// Reads one.
    ///
    /// @param bytes as a worker has made them
    /// @return what is in them
    public static JobAnswer read(byte[] bytes) {
        return new JobAnswer(ByteBuffer.wrap(bytes));
    }

    static byte[] here(long runNanos, String worker, Draft outcome) {
        return write(HERE, runNanos, worker, outcome.bytes(), outcome::drainTo);
    }

    static byte[] inFile(long runNanos, String worker, Path file) {
        byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
        return write(IN_FILE, runNanos, worker, path.length, answer -> answer.put(path));
    }

    private static byte[] write(
            byte kind, long runNanos, String worker, long restBytes, Consumer<ByteBuffer> writeRest) {
        String shown = worker.length() <= LONGEST_NAME ? worker : worker.substring(0, LONGEST_NAME);
        byte[] name = shown.getBytes(StandardCharsets.UTF_8);
        int head = 1 + Long.BYTES + Short.BYTES + name.length;
        ByteBuffer answer = ByteBuffer.allocate(Math.toIntExact(head + restBytes));
        answer.put(kind).putLong(runNanos).putShort((short) name.length).put(name);
        writeRest.accept(answer);
        return answer.array();
    }

    /// How long the task ran.
    ///
    /// @return in nanoseconds
    public long runNanos() {
        return runNanos;
    }

    /// The worker's name in its pool.
    ///
    /// @return the name
    public String worker() {
        return worker;
    }

    /// The file that the outcome is in, which belongs to whoever reads this.
    ///
    /// @return `null` if it is in no file
    public @Nullable Path file() {
        return inFile ? Path.of(new String(rest(), StandardCharsets.UTF_8)) : null;
    }

    /// The outcome, unless it is in a file.
    ///
    /// @return its bytes
    public byte[] rest() {
        byte[] rest = new byte[buffer.remaining()];
        buffer.slice().get(rest);
        return rest;
    }
}
