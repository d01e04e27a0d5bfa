package concurrent.futures.internal.process.transport;

import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The bells of a connection, each of which is a socket, in the order in which the worker connects them.
final class SocketBells {
    /// How many sockets a connection has.
    static final int COUNT = 4;

    private SocketBells() {}

    /// Has the JDK prepare its sockets, which takes a JVM that starts a while. Whoever needs them meanwhile waits.
    static void prepare() {
        try {
            SocketChannel.open(StandardProtocolFamily.UNIX).close();
        } catch (IOException e) {
            // The first that is needed will tell.
            return;
        }
    }

    /// The parent's ends.
    ///
    /// @param sockets connected and blocking, in the order in which the worker has connected them
    static Bells ofParent(List<SocketChannel> sockets) throws IOException {
        return new Bells(
                new SocketBell(sockets.get(0)),
                new SocketBell(sockets.get(1)),
                new SocketBell(sockets.get(2)).onlyToRing(),
                new SocketBell(sockets.get(3)).onlyToRing());
    }

    /// Connects the worker's ends.
    ///
    /// @param path of the parent's listening socket
    /// @param hello is the first that is sent on each
    /// @throws IOException if nobody listens there
    static Bells connect(Path path, Frame.Hello hello) throws IOException {
        List<SocketChannel> sockets = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
            sockets.add(socket);
            greet(socket, hello);
        }
        return new Bells(
                new SocketBell(sockets.get(0)),
                new SocketBell(sockets.get(1)),
                new SocketBell(sockets.get(2)),
                new SocketBell(sockets.get(3)));
    }

    private static void greet(SocketChannel channel, Frame.Hello hello) throws IOException {
        FrameWriter greeting = new FrameWriter();
        greeting.append(hello);
        ByteBuffer bytes = ByteBuffer.allocate((int) greeting.pending());
        greeting.drainTo(bytes);
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
