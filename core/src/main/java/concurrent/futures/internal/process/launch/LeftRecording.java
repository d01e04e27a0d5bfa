package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.process.launch.command.Recordings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the flight recorder of a worker has left that did not come to write its recording.
///
/// While a JVM runs, its recorder writes chunks to a folder of its own. Each chunk is a complete recording once its
/// header says so; several of them, one after the other, are one as well. The last one of a JVM that was killed is as
/// good, up to the place that its header tells: once a second the recorder writes all that it has up to there, with
/// what is needed to read it.
///
/// The header of a chunk, in network byte order:
///
/// ```text
///   0  4 magic        "FLR\0"
///   4  2 major        2
///   6  2 minor
///   8  8 size         up to where it is written
///  16  8 constants    where the last of them are
///  24  8 metadata     where it is; 0: nothing was written yet
///  32 32 times
///  64  1 state        0: complete
/// ```
final class LeftRecording {
    private static final int HEADER = 68;
    private static final int MAGIC = 0x464c5200;
    private static final int MAGIC_AT = 0;
    private static final int MAJOR = 2;
    private static final int MAJOR_AT = 4;
    private static final int SIZE_AT = 8;
    private static final int CONSTANTS_AT = 16;
    private static final int METADATA_AT = 24;
    private static final int STATE_AT = 64;
    private static final byte COMPLETE = 0;

    private LeftRecording() {}

    /// Makes a recording of what a dead worker has left, if it has not made one itself. Where it has left nothing that
    /// could be read, there is no file afterwards.
    ///
    /// @param recordings where it is, and belongs
    /// @param pid the process id of the worker
    /// @throws IOException if files can not be read or written; then nothing is removed
    static void gather(Recordings recordings, long pid) throws IOException {
        Path left = folderOf(recordings, pid);
        if (left == null) {
            return; // An orderly end removes it.
        }
        Path file = recordings.file(pid);
        if (!isComplete(file)) {
            Path whole = left.resolve("whole");
            if (writeTo(whole, chunks(left))) {
                Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(file); // The worker has made it at its start: it is empty.
            }
        }
        remove(left);
    }

    /// The last one, if that number was a worker's before.
    private static @Nullable Path folderOf(Recordings recordings, long pid) throws IOException {
        try (Stream<Path> folders = Files.list(recordings.unfinished())) {
            return folders.filter(folder -> folder.getFileName().toString().endsWith("_" + pid))
                    .max(Path::compareTo)
                    .orElse(null);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static List<Path> chunks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jfr"))
                    .sorted()
                    .toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /// Whether a file is a recording: complete chunks, and nothing else.
    private static boolean isComplete(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = 0;
            while (at < channel.size()) {
                ByteBuffer header = header(channel, at);
                long size = header == null ? 0 : size(header, channel.size() - at);
                if (header == null || size == 0 || header.get(STATE_AT) != COMPLETE) {
                    return false;
                }
                at += size;
            }
            return at > 0;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /// @return `false` if nothing of them can be read
    private static boolean writeTo(Path whole, List<Path> chunks) throws IOException {
        boolean wrote = false;
        try (FileChannel out = FileChannel.open(
                whole, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (Path chunk : chunks) {
                try (FileChannel in = FileChannel.open(chunk, StandardOpenOption.READ)) {
                    ByteBuffer header = header(in, 0);
                    long size = header == null ? 0 : size(header, in.size());
                    if (header != null && size > 0) {
                        header.put(STATE_AT, COMPLETE);
                        write(header, out);
                        copy(in, size, out);
                        wrote = true;
                    }
                }
            }
        }
        return wrote;
    }

    private static @Nullable ByteBuffer header(FileChannel in, long at) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        while (header.hasRemaining()) {
            if (in.read(header, at + header.position()) < 0) {
                return null;
            }
        }
        return header.flip();
    }

    /// How much of a chunk can be read.
    ///
    /// @param header its own
    /// @param there so many bytes are there
    /// @return 0 for nothing
    private static long size(ByteBuffer header, long there) {
        long size = header.getLong(SIZE_AT);
        boolean isKnown = header.getInt(MAGIC_AT) == MAGIC && header.getShort(MAJOR_AT) == MAJOR;
        boolean isWritten = isIn(header.getLong(METADATA_AT), size) && isIn(header.getLong(CONSTANTS_AT), size);
        return isKnown && isWritten && size <= there ? size : 0;
    }

    private static boolean isIn(long place, long size) {
        return place >= HEADER && place < size;
    }

    private static void write(ByteBuffer header, FileChannel out) throws IOException {
        while (header.hasRemaining()) {
            out.write(header);
        }
    }

    /// All but the header.
    private static void copy(FileChannel in, long size, FileChannel out) throws IOException {
        long at = HEADER;
        while (at < size) {
            at += in.transferTo(at, size - at, out);
        }
    }
}
