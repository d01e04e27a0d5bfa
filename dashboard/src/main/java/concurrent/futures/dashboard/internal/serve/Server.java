package concurrent.futures.dashboard.internal.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The HTTP server: a daemon thread of the JDK's, and a virtual thread for each request, of which there are only so
/// many, and none takes longer than so long.
public final class Server implements AutoCloseable {
    private static final int TRIED_PORTS = 20;
    private static final int BACKLOG = 64;
    private static final int MOST_REQUESTS = 256;

    /// From the first byte of a request to the last of its answer: enough for a large report and a slow tunnel.
    private static final Duration MOST_TIME = Duration.ofMinutes(2);

    private final HttpServer server;
    private final ExecutorService threads;
    private final EventStream events;
    private final URI link;

    private Server(HttpServer server, ExecutorService threads, EventStream events, URI link) {
        this.events = events;
        this.server = server;
        this.threads = threads;
        this.link = link;
    }

    /// Starts a server.
    ///
    /// @param settings where it listens, and what it may do
    /// @param board what it shows
    /// @return to be closed
    /// @throws IOException if the port can not be had
    public static Server start(ServerSettings settings, Board board) throws IOException {
        return start(settings, board, MOST_TIME);
    }

    /// Starts a server.
    ///
    /// @param mostTime how long a request may take
    static Server start(ServerSettings settings, Board board, Duration mostTime) throws IOException {
        InetAddress address = settings.address();
        HttpServer server =
                settings.port() >= 0 ? bind(address, settings.port()) : bindNear(address, ServerSettings.USUAL_PORT);
        EventStream events = new EventStream(board);
        Access access = new Access(address, settings.actions());
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("dashboard-", 0).factory());
        Crowd requests = new Crowd(MOST_REQUESTS);
        threads.execute(() -> requests.endThoseWhoTakeLonger(mostTime));
        server.setExecutor(request -> threads.execute(() -> serve(request, requests)));
        server.createContext("/", new Routes(access, board, settings, events, requests));
        startAsDaemon(server);
        return new Server(server, threads, events, link(server.getAddress(), access));
    }

    /// From the first byte on, which may be the only one that ever comes.
    private static void serve(Runnable request, Crowd requests) {
        requests.enter();
        try {
            request.run();
        } finally {
            requests.leave();
        }
    }

    private static HttpServer bind(InetAddress address, int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
        } catch (BindException e) {
            BindException named = new BindException("the dashboard can not listen on port " + port + " of "
                    + address.getHostAddress() + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private static HttpServer bindNear(InetAddress address, int port) throws IOException {
        for (int tried = port; tried < port + TRIED_PORTS; tried++) {
            try {
                return HttpServer.create(new InetSocketAddress(address, tried), BACKLOG);
            } catch (BindException taken) {
                // By somebody else: the next one may be free.
            }
        }
        return bind(address, /* any */ 0);
    }

    /// The server's thread is what the thread is that starts it.
    private static void startAsDaemon(HttpServer server) {
        Thread starter = Thread.ofPlatform().daemon().name("dashboard-start").start(server::start);
        boolean interrupted = false;
        while (true) {
            try {
                starter.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static URI link(InetSocketAddress bound, Access access) throws IOException {
        InetAddress address = bound.getAddress();
        String host = address.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostName() : address.getHostAddress();
        String name = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
        return URI.create("http://" + name + ":" + bound.getPort() + "/" + access.query());
    }

    /// The address of the page.
    ///
    /// @return with the token, if one is needed
    public URI link() {
        return link;
    }

    /// Ends all connections. To be called after the board is closed.
    @Override
    public void close() {
        events.awaitEnd();
        server.stop(/* delay= */ 0);
        threads.shutdownNow();
    }
}
