package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.launch.command.Recordings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of what the flight recorder of a killed worker has left.
class LeftRecordingTest {
    private static final long PID = 4711;

    @TempDir
    private Path folder;

    private static final class Mark extends Event {}

    private Recordings recordings() {
        return new Recordings(folder, "pool");
    }

    private Path left() throws IOException {
        return Files.createDirectories(recordings().unfinished().resolve("2026_01_31_12_00_00_" + PID));
    }

    private byte[] chunkWith(int marks) throws IOException {
        Path file = folder.resolve("one.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            for (int mark = 0; mark < marks; mark++) {
                new Mark().commit();
            }
            recording.stop();
            recording.dump(file);
        }
        byte[] chunk = Files.readAllBytes(file);
        Files.delete(file);
        return chunk;
    }

    /// As a JVM leaves it that is killed between two times that its recorder writes.
    private static byte[] cutOff(byte[] chunk) {
        byte[] more = java.util.Arrays.copyOf(chunk, chunk.length + 1000);
        more[64] = 3;
        return more;
    }

    private long marksIn(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(Mark.class.getName()))
                .count();
    }

    @Test
    void itsChunksBecomeOneRecording() throws IOException {
        Path left = left();
        Files.write(left.resolve("2026_01_31_12_00_00.jfr"), chunkWith(2));
        Files.write(left.resolve("2026_01_31_12_01_00.jfr"), cutOff(chunkWith(3)));
        Path file = Files.createFile(recordings().file(PID));
        LeftRecording.gather(recordings(), PID);
        assertEquals(5, marksIn(file));
        assertFalse(Files.exists(left));
    }

    @Test
    void aChunkThatHasNothingToReadIsLeftOut() throws IOException {
        Path left = left();
        byte[] begun = ByteBuffer.wrap(cutOff(chunkWith(1))).putLong(24, 0).array();
        Files.write(left.resolve("2026_01_31_12_00_00.jfr"), chunkWith(2));
        Files.write(left.resolve("2026_01_31_12_01_00.jfr"), begun);
        Files.write(left.resolve("2026_01_31_12_02_00.jfr"), new byte[10]);
        LeftRecording.gather(recordings(), PID);
        assertEquals(2, marksIn(recordings().file(PID)));
    }

    @Test
    void whereNothingCanBeReadThereIsNoFile() throws IOException {
        Path left = left();
        Files.write(left.resolve("2026_01_31_12_00_00.jfr"), new byte[10]);
        Path file = Files.createFile(recordings().file(PID));
        LeftRecording.gather(recordings(), PID);
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(left));
    }

    @Test
    void aRecordingThatTheWorkerHasMadeStays() throws IOException {
        Path left = left();
        Files.write(left.resolve("2026_01_31_12_00_00.jfr"), chunkWith(1));
        byte[] own = chunkWith(2);
        Files.write(recordings().file(PID), own);
        LeftRecording.gather(recordings(), PID);
        assertArrayEquals(own, Files.readAllBytes(recordings().file(PID)));
    }

    @Test
    void othersAreLeftAlone() throws IOException {
        Path other = Files.createDirectories(recordings().unfinished().resolve("2026_01_31_12_00_00_14711"));
        Files.write(other.resolve("2026_01_31_12_00_00.jfr"), new byte[10]);
        LeftRecording.gather(recordings(), PID);
        assertTrue(Files.exists(other));
        assertFalse(Files.exists(recordings().file(PID)));
    }
}
