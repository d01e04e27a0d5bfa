package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.PoolOptions;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import java.nio.charset.StandardCharsets;

/// The first message of a session, which has to go in one.
final class Greeting {
    private Greeting() {}

    /// Writes it.
    ///
    /// @param hello what it says
    /// @param mostBytes what a message may have
    /// @return its bytes
    /// @throws ClusterException if these are too many; the message says of what, and names the cures
    static byte[] write(Message.Hello hello, int mostBytes) {
        byte[] written = MessageCodec.write(hello);
        if (written.length > mostBytes) {
            throw new ClusterException(describe(hello, written.length, mostBytes), null);
        }
        return written;
    }

    private static String describe(Message.Hello hello, int bytes, int mostBytes) {
        PoolOptions pool = hello.pool();
        byte[] code = pool.initializer();
        long initializer = code == null ? 0 : code.length;
        for (byte[] definition : pool.definitions()) {
            initializer += definition.length;
        }
        long options = pool.jvmOptions().stream().mapToLong(Greeting::bytes).sum();
        long jars = hello.jars().stream()
                .mapToLong(jar -> bytes(jar.name()) + Long.BYTES + bytes(jar.hash()))
                .sum();
        return "what an agent is told of the executor has " + bytes + " bytes, and may have " + mostBytes
                + ": the initializer " + initializer + ", the jvmOptions " + options + ", the list of "
                + hello.jars().size() + " jars " + jars
                + ". Let the initializer read what it needs from a file, give fewer jvmOptions, or pack the jars into"
                + " fewer";
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
