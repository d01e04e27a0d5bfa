package concurrent.futures.cli.fetch;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where the bodies go.
interface Bodies extends AutoCloseable {
    /// Nowhere.
    Bodies NONE = new Bodies() {
        @Override
        public @Nullable URI partOf(int number) {
            return null;
        }

        @Override
        public void keep(int number) {}

        @Override
        public void close() {}
    };

    /// The file to which a body is written while it arrives, or `null` for none.
    @Nullable
    URI partOf(int number);

    /// The body is whole: it gets its name.
    void keep(int number) throws IOException;

    /// Removes what is not whole.
    @Override
    void close();
}
