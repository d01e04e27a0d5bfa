package concurrent.futures.benchmarks.child;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Another JVM at the other end of a Unix domain socket.
///
/// @param jvm the JVM
/// @param channel the socket, which blocks
public record Peer(ChildJvm jvm, SocketChannel channel) implements AutoCloseable {
    /// Starts a JVM, which has to [#call].
    ///
    /// @param folder for the socket
    /// @param options of the JVM
    /// @param main where it begins; its first argument is the path of the socket
    /// @param arguments the others
    /// @return the two, connected
    /// @throws IOException if that fails
    public static Peer start(TemporaryFolder folder, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        Path path = folder.path().resolve("socket-" + main.getSimpleName());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            String[] all = new String[arguments.length + 1];
            all[0] = path.toString();
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            ChildJvm jvm = ChildJvm.start(options, main, all);
            SocketChannel channel = server.accept();
            Files.delete(path);
            return new Peer(jvm, channel);
        }
    }

    /// Connects with the JVM that started this one.
    ///
    /// @param path the first argument of the main method
    /// @return the socket, which blocks
    /// @throws IOException if that fails
    public static SocketChannel call(String path) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    /// Reads until a buffer is full.
    ///
    /// @param channel where from
    /// @param buffer filled up to its limit
    /// @return false at the end of the channel
    /// @throws IOException if reading fails
    public static boolean fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        jvm.close();
    }
}
