package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineContract;
import concurrent.futures.cluster.internal.engine.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

class JGroupsEngineTest extends EngineContract {
    @Override
    protected Engine engine() {
        return Engines.named("jgroups");
    }

    @Override
    protected int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
