package concurrent.futures.dashboard.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;

class BoardTest {
    private static void addEnded(Board board) {
        Executor executor = new ThreadPoolExecutor(1);
        board.add(executor);
        executor.close();
    }

    /// Those that have ended stay for a while, and are counted as ended when the board has looked at them.
    private static void awaitOver(Board board, int number) {
        while (!board.subject(number).map(Subject::isOver).orElse(true)) {
            assertFalse(board.closesWithin(/* nanos= */ 1_000_000), "open");
        }
    }

    @Test
    void anExecutorThatIsShownNoMoreIsNoNews() {
        try (Board board = new Board("test", /* actions= */ false)) {
            int many = 30;
            for (int i = 0; i < many; i++) {
                addEnded(board);
            }
            awaitOver(board, many - 1);
            Board.Seen seen = new Board.Seen();
            board.write(seen);
            assertFalse(board.isNewTo(seen));
            addEnded(board);
            assertTrue(board.subject(0).isEmpty(), "it went, as the oldest");
            awaitOver(board, many);
            assertTrue(board.isNewTo(seen));
            board.write(seen);
            assertFalse(board.isNewTo(seen));
            assertEquals(many, board.subject(many).orElseThrow().number());
        }
    }
}
