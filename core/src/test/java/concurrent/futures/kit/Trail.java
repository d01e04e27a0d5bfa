package concurrent.futures.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What has happened, in order: a log that tasks write from whatever process they run in, and the test compares at the
/// end.
///
/// @param file where it is kept
public record Trail(String file) implements Serializable {
    /// A task notes an event, atomically; interrupts do not disturb it.
    ///
    /// @param event without a line break
    /// @return `true`, so that a lambda that ends with this call has a result
    public boolean add(Object event) {
        try (FileOutputStream out = new FileOutputStream(file, /* append= */ true)) {
            out.write((event + "\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /// The test reads all events.
    ///
    /// @return the events so far, in order
    public List<String> events() {
        try {
            Path path = Path.of(file);
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
