package concurrent.futures.internal.process.launch.output;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The reading end of one of a worker's two output streams.
///
/// Nothing wakes a thread that reads from a [Process] but the end of the stream, and that may never come: programs that
/// the worker has started hold the pipe open. A channel, in contrast, lets its readers go when it is closed. So, where
/// the system shows the pipes of a process (Linux), the pipe is opened once more, as a channel, and the stream of the
/// process is closed. Elsewhere, the stream is all there is.
final class OutputPipe implements AutoCloseable {
    private final InputStream in;
    private final @Nullable FileChannel channel;

    private OutputPipe(InputStream in, @Nullable FileChannel channel) {
        this.in = in;
        this.channel = channel;
    }

    /// Takes over a stream of a process that was started just now.
    ///
    /// @param process which
    /// @param descriptor 1 for standard output, 2 for standard error
    /// @param stream what the process gives for it
    static OutputPipe of(Process process, int descriptor, InputStream stream) {
        Path path = Path.of("/proc", Long.toString(process.pid()), "fd", Integer.toString(descriptor));
        try {
            if (Files.readSymbolicLink(path).toString().startsWith("pipe:")) {
                FileInputStream again = new FileInputStream(path.toFile());
                if (process.isAlive()) {
                    // Otherwise it would take what is in the pipe when the process ends.
                    stream.close();
                    return new OutputPipe(again, again.getChannel());
                }
                again.close();
            }
        } catch (IOException | UnsupportedOperationException e) {
            // Another system, or the process has ended already, or does not let itself be looked at.
            return new OutputPipe(stream, null);
        }
        return new OutputPipe(stream, null);
    }

    /// Whether [#close()] ends a read that is under way.
    boolean canBeClosedWhileRead() {
        return channel != null;
    }

    /// Reads what is there; blocks while nothing is.
    ///
    /// @return how many bytes, or -1 at the end
    int read(byte[] chunk) throws IOException {
        return channel == null ? in.read(chunk) : channel.read(ByteBuffer.wrap(chunk));
    }

    /// How many bytes can be read without blocking; 0 too if it was closed.
    int available() {
        try {
            return in.available();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            in.close();
        } catch (IOException e) {
            // It was only ever read.
        }
    }
}
