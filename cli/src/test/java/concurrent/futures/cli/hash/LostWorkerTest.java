package concurrent.futures.cli.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A worker is killed while it reads a pipe, which holds its task up until the test wants it otherwise.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostWorkerTest {
    private static final int FILES = 40;

    @TempDir
    private Path directory;

    private Process start(String options) throws Exception {
        assertEquals(
                0,
                CommandRun.ofShell("mkfifo \"$1/pipe\"", directory.toString()).exitCode());
        for (int i = 10; i < 10 + FILES; i++) {
            Files.writeString(directory.resolve("f" + i), "file " + i);
        }
        return CommandRun.startShell(
                "cd \"$1\"; exec " + CommandRun.javaCommand() + " hash --workers 1 " + options
                        + " f1* f2* pipe f3* f4*",
                directory.toString());
    }

    /// Opening a pipe for writing waits until somebody reads it: the task has begun then.
    private OutputStream awaitReader() throws Exception {
        return Files.newOutputStream(directory.resolve("pipe"));
    }

    private static void killWorker(Process command) throws Exception {
        ProcessHandle worker = command.children().findFirst().orElseThrow();
        CompletableFuture<ProcessHandle> end = worker.onExit();
        assertTrue(worker.destroyForcibly());
        end.get(10, TimeUnit.SECONDS);
    }

    private CommandRun end(Process command) throws Exception {
        String out = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandRun(command.waitFor(), out, err);
    }

    private String expected(String files) throws Exception {
        return CommandRun.ofShell("cd \"$1\"; sha256sum " + files, directory.toString())
                .out();
    }

    @Test
    void oneLineFailsAndAllOthersAreRight() throws Exception {
        Process command = start("");
        OutputStream pipe = awaitReader();
        killWorker(command);
        CommandRun run = end(command);
        pipe.close();
        assertEquals(expected("f1* f2* f3* f4*"), run.out());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().startsWith("futures: pipe: worker ") && run.err().contains("SIGKILL"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void withARetryNoLineFails() throws Exception {
        Process command = start("--retries 1");
        OutputStream lost = awaitReader();
        killWorker(command);
        try (OutputStream pipe = awaitReader()) {
            lost.close(); // not before: without any writer, the second attempt would see the end
            pipe.write("content".getBytes(StandardCharsets.UTF_8));
        }
        CommandRun run = end(command);
        Files.delete(directory.resolve("pipe"));
        Files.writeString(directory.resolve("pipe"), "content");
        assertEquals(new CommandRun(0, expected("f1* f2* pipe f3* f4*"), ""), run);
    }
}
