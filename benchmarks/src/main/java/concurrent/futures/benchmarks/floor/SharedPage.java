package concurrent.futures.benchmarks.floor;

import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Memory that two JVMs have mapped, with two words on lines of their own at its beginning, on which they spin.
///
/// ```
/// 0     question: which round the parent has begun
/// 128   answer: which round the other has ended
/// 4096  the rest
/// ```
final class SharedPage implements AutoCloseable {
    static final int QUESTION = 0;
    static final int ANSWER = 128;
    static final int REST = 4096;
    static final long END = -1;

    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    private SharedPage(Path file, long size) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            segment = channel.map(FileChannel.MapMode.READ_WRITE, 0, REST + size, arena);
        }
    }

    /// Maps a file.
    ///
    /// @param file the file
    /// @param size how much is to follow the two words
    static SharedPage map(Path file, long size) throws IOException {
        return new SharedPage(file, size);
    }

    /// Starts a JVM that maps the same file: the path is the first argument of its main method.
    static ChildJvm share(TemporaryFolder folder, Class<?> main, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = file(folder).toString();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ChildJvm.start(List.of(), main, all);
    }

    static Path file(TemporaryFolder folder) {
        return folder.path().resolve("page");
    }

    MemorySegment segment() {
        return segment;
    }

    void set(int word, long value) {
        WORD.setRelease(segment, (long) word, value);
    }

    /// Spins until a word has at least this value, or is the end.
    ///
    /// @return the value that it has
    long await(int word, long value) {
        while (true) {
            long seen = (long) WORD.getAcquire(segment, (long) word);
            if (seen >= value || seen == END) {
                return seen;
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
