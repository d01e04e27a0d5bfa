package concurrent.futures.internal.shipping;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/// Where a class was in the parent, as a URL of the worker: also one whose scheme only the parent can read, such as
/// `jar:nested:` of a Spring Boot application. Code asks for it to show it, or to compare it.
final class ParentLocation {
    private static final URLStreamHandler UNREADABLE = new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException(url + " can only be read in the parent of this worker process");
        }
    };

    private ParentLocation() {}

    /// Makes the URL.
    ///
    /// @param location as the parent writes it
    /// @return `null` if it has no sense
    static @Nullable URL of(String location) {
        try {
            URI uri = new URI(location);
            try {
                return uri.toURL();
            } catch (MalformedURLException unknownScheme) {
                return URL.of(uri, UNREADABLE);
            }
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            return null;
        }
    }
}
