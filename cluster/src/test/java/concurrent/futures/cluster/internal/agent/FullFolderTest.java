package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.agent.files.FolderException;
import concurrent.futures.cluster.internal.engine.AnsweringMembership;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What does not find room in an agent's folder is not told as if the driver were at fault.
class FullFolderTest {
    private static final NodeId DRIVER = new NodeId(new UUID(0, 1));
    private static final Question.FetchShared QUESTION = new Question.FetchShared(1, 1);

    @TempDir
    Path folder;

    private DriverLine line(Arrivals arrivals, Content answer) {
        AnsweringMembership driver =
                new AnsweringMembership(QuestionCodec.write(new Answer.Fetched(/* found= */ true, answer)));
        return new DriverLine(() -> driver, DRIVER, arrivals);
    }

    private Arrivals arrivals(Path where) {
        return new Arrivals(where, Runnable::run, 1 << 20, node -> true);
    }

    @Test
    void aFolderThatIsFullIsNamed() throws Exception {
        Path full = Files.createSymbolicLink(folder.resolve("shared"), Path.of("/dev/full"));
        DriverLine line = line(arrivals(folder), new Content.Inline(new byte[1000]));
        ClusterException trouble =
                assertThrows(ClusterException.class, () -> line.fetch(QUESTION, Purpose.SHARED, full));
        String message = String.valueOf(trouble.getMessage());
        assertTrue(message.startsWith("the agent's folder " + folder + " is full"), message);
        assertTrue(message.contains("1000 bytes"), message);
        assertFalse(Files.exists(full, LinkOption.NOFOLLOW_LINKS), "a part of it is left");
    }

    @Test
    void aLargeValueThatCanNotBeWrittenIsNotTheDriversFault() {
        Path gone = folder.resolve("gone");
        Arrivals arrivals = arrivals(gone);
        DriverLine line = line(arrivals, new Content.Apart(7, 500));
        LargeId id = Purpose.SHARED.id(7);
        assertTrue(arrivals.received(DRIVER, id, 500, ByteBuffer.allocate(500))
                .toCompletableFuture()
                .isCompletedExceptionally());
        ClusterException trouble = assertThrows(
                ClusterException.class, () -> line.fetch(QUESTION, Purpose.SHARED, folder.resolve("shared")));
        String message = String.valueOf(trouble.getMessage());
        assertTrue(
                message.startsWith("a value of 500 bytes can not be written to the agent's folder " + gone), message);
    }

    @Test
    void aQuotaIsAFullFolderToo() {
        FolderException trouble = new FolderException("a jar", folder, new IOException("Disk quota exceeded"));
        assertEquals(
                "the agent's folder " + folder + " is full: there is no room for a jar (Disk quota exceeded)",
                trouble.getMessage());
    }
}
