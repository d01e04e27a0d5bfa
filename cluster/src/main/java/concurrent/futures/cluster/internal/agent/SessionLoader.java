package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.internal.worker.Supplies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What stands in the agent for the class loaders of one driver: it defines no class, and its resources are the answers
/// to what workers ask by [Supplies]. It is the context class loader of all tasks that the agent gives to the session's
/// pool, so that the workers know it.
final class SessionLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /// Where the answers come from. May block; is called from many threads.
    @FunctionalInterface
    interface Store {
        /// Answers.
        ///
        /// @param question a name, without the prefix
        /// @return the answer
        /// @throws Exception if there is none; the worker is told why
        byte[] find(String question) throws Exception;
    }

    private final Store store;

    /// Each question comes twice: first it is asked which resources there are, then which one is the first.
    private final Map<String, URL> answered = new ConcurrentHashMap<>();

    SessionLoader(Store store) {
        super("agent-session", SessionLoader.class.getClassLoader());
        this.store = store;
    }

    @Override
    public @Nullable URL getResource(String name) {
        if (!name.startsWith(Supplies.PREFIX)) {
            return super.getResource(name);
        }
        URL known = answered.remove(name);
        return known != null ? known : answer(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (!name.startsWith(Supplies.PREFIX)) {
            return super.getResources(name);
        }
        URL answer = answer(name);
        answered.put(name, answer);
        return Collections.enumeration(List.of(answer));
    }

    private URL answer(String name) {
        byte[] bytes;
        byte mark = Supplies.FOUND;
        try {
            bytes = store.find(name.substring(Supplies.PREFIX.length()));
        } catch (Exception e) {
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            bytes = reason.getBytes(StandardCharsets.UTF_8);
            mark = 0;
        }
        byte[] marked = new byte[bytes.length + 1];
        marked[0] = mark;
        System.arraycopy(bytes, 0, marked, 1, bytes.length);
        try {
            return URL.of(new URI("answer", null, "/" + name, null), new Answered(marked));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalArgumentException("no name of a resource: " + name, e);
        }
    }

    /// Opens one answer.
    private static final class Answered extends URLStreamHandler {
        private final byte[] bytes;

        Answered(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
