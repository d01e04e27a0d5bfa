package concurrent.futures.benchmarks.floor;

import concurrent.futures.Task;
import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.Peer;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What workers are compared with: JVMs that are started by hand, one right after the other and with the options that
/// start them soonest. Each connects over a Unix domain socket, reads a lambda by plain Java serialisation, runs it,
/// and sends its result. 32 of them, until each runs its lambda; and a single one, until its result is here.
///
/// Warm-up: two single ones.
public final class ByHand implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        Samples one = Samples.time(scale.of(0, 2), scale.of(1, 5, 15), () -> start(1));
        return Figures.of("time", start(scale.of(2, 32))).and("one", one.median());
    }

    private static double start(int count) throws Exception {
        List<ChildJvm> jvms = new ArrayList<>();
        List<SocketChannel> channels = new ArrayList<>();
        long start = System.nanoTime();
        try (TemporaryFolder folder = TemporaryFolder.make();
                ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path path = folder.path().resolve("socket");
            server.bind(UnixDomainSocketAddress.of(path), count);
            for (int i = 0; i < count; i++) {
                jvms.add(ChildJvm.start(ChildJvm.QUICK, Worker.class, path.toString()));
            }
            double seconds;
            try (Rendezvous rendezvous = Rendezvous.open()) {
                int port = rendezvous.port();
                Task<Integer> task = () -> Rendezvous.visit(port);
                for (int i = 0; i < count; i++) {
                    SocketChannel channel = server.accept();
                    channels.add(channel);
                    ObjectOutputStream out = new ObjectOutputStream(Channels.newOutputStream(channel));
                    out.writeObject(task);
                    out.flush();
                }
                rendezvous.await(count);
                seconds = (System.nanoTime() - start) / 1e9;
            }
            for (SocketChannel channel : channels) {
                Check.same("the result of a JVM", 1, result(channel));
            }
            return seconds;
        } finally {
            jvms.forEach(ChildJvm::close);
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    @SuppressWarnings("BanSerializableRead") // from a JVM that this one has started
    private static int result(SocketChannel channel) throws IOException, ClassNotFoundException {
        return (Integer) new ObjectInputStream(Channels.newInputStream(channel)).readObject();
    }

    /// One of the JVMs.
    static final class Worker {
        private Worker() {}

        /// Runs one task.
        ///
        /// @param args the path of the socket
        /// @throws Exception if something does not work
        @SuppressWarnings("BanSerializableRead") // from the JVM that has started this one
        public static void main(String... args) throws Exception {
            try (SocketChannel channel = Peer.call(args[0])) {
                Task<?> task = (Task<?>) new ObjectInputStream(Channels.newInputStream(channel)).readObject();
                ObjectOutputStream out = new ObjectOutputStream(Channels.newOutputStream(channel));
                out.writeObject(task.call());
                out.flush();
            }
        }
    }
}
