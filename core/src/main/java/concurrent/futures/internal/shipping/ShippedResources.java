package concurrent.futures.internal.shipping;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The resources of one class loader of the parent, each asked for once, under addresses that can be opened here:
/// `parent:/3/0/com/acme/job.properties` is the first one of that name that loader 3 has. Large ones, and those of
/// [PassingNames], are not kept: they may have to be asked for again when they are opened.
final class ShippedResources {
    private static final long KEEP_BYTES = 1 << 20;

    /// What there is under a name.
    ///
    /// @param first whether it comes before what the application has
    /// @param urls in order
    record Found(boolean first, List<URL> urls) {}

    private final int number;
    private final ClassSource source;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(FoundResources resources, Found found) {}

    ShippedResources(int number, ClassSource source) {
        this.number = number;
        this.source = source;
    }

    Found find(String name) {
        return entry(name).found();
    }

    private Entry entry(String name) {
        Entry known = entries.get(name);
        if (known != null) {
            return known;
        }
        FoundResources resources = source.findResources(number, name);
        Handler handler = new Handler(name, resources.contents());
        List<URL> urls = new ArrayList<>();
        for (int i = 0; i < resources.contents().size(); i++) {
            URL url = url(name, i, handler);
            if (url != null) {
                urls.add(url);
            }
        }
        Entry entry = new Entry(resources, new Found(resources.first(), List.copyOf(urls)));
        if (resources.complete() && isSmall(resources) && !name.startsWith(PassingNames.PREFIX)) {
            entries.put(name, entry);
        }
        return entry;
    }

    private static boolean isSmall(FoundResources resources) {
        return resources.contents().stream()
                        .mapToLong(content -> content.length)
                        .sum()
                <= KEEP_BYTES;
    }

    private @Nullable URL url(String name, int index, Handler handler) {
        try {
            return URL.of(new URI("parent", null, prefix() + index + "/" + name, null), handler);
        } catch (IOException | URISyntaxException e) {
            return null; // A name that no address can have.
        }
    }

    private String prefix() {
        return "/" + number + "/";
    }

    /// The bytes at an address, which may have been made from another one, as a relative one.
    private byte[] open(URL url, Handler handler) throws IOException {
        String path = decoded(url);
        int end = path.startsWith(prefix()) ? path.indexOf('/', prefix().length()) : -1;
        if (end >= 0) {
            String name = path.substring(end + 1);
            List<byte[]> contents = handler.contents(name);
            if (contents == null) {
                contents = entry(name).resources().contents();
            }
            String index = path.substring(prefix().length(), end);
            if (index.matches("\\d{1,6}") && Integer.parseInt(index) < contents.size()) {
                return contents.get(Integer.parseInt(index));
            }
        }
        throw new FileNotFoundException(url.toString());
    }

    private static String decoded(URL url) throws IOException {
        try {
            return String.valueOf(url.toURI().getPath());
        } catch (URISyntaxException e) {
            throw new FileNotFoundException(url.toString());
        }
    }

    /// Opens what was found under one name, and asks again where that is no longer in memory.
    private final class Handler extends URLStreamHandler {
        private final String name;
        private final SoftReference<List<byte[]>> contents;

        Handler(String name, List<byte[]> contents) {
            this.name = name;
            this.contents = new SoftReference<>(contents);
        }

        /// What was found, if this is its name: an address may be relative to the one that was made.
        @Nullable
        List<byte[]> contents(String of) {
            return of.equals(name) ? contents.get() : null;
        }

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            byte[] bytes = open(url, this);
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public long getContentLengthLong() {
                    return bytes.length;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }
            };
        }
    }
}
