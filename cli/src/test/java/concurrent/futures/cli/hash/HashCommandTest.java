package concurrent.futures.cli.hash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashCommandTest {
    private static final String MAKE_ODD_TREE = """
            cd "$1" && mkdir -p a a-b a.d/deep/deeper 'sp ace' "$(printf 'new\\nline')" "$(printf 'high\\377dir')" ä empty
            echo 1 > a/z; echo 2 > a-b/y; echo 3 > a.txt; echo 4 > a.d/deep/deeper/x; echo 5 > 'back\\slash'
            echo 6 > "$(printf 'new\\nline')/car\\riage"; echo 7 > "$(printf 'high\\377dir/low\\200')"; echo 8 > 'ä/ö'
            echo 9 > 'sp ace/?'; echo 10 > ./-; echo 11 > @args; : > empty-file; ln -s a.txt link; ln -s a dir-link
            ln -s nowhere dangling; echo 12 > "$(printf 'car\\rriage')"; echo 13 > "$(printf 'tab\\t')"
            mkfifo pipe
            """;

    private static void write(Path file, int size, Random random) throws Exception {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.write(file, content);
    }

    @ParameterizedTest
    @CsvSource({"serial, C.UTF-8", "threads, C.UTF-8", "threads, POSIX", "virtual, C.UTF-8", "processes, POSIX"})
    void everyNameIsPrintedAsSha256sumDoes(String executor, String locale, @TempDir Path directory) throws Exception {
        CommandRun.ofShell(MAKE_ODD_TREE, directory.toString());
        CommandRun expected = CommandRun.ofShell(
                "cd \"$1\"; find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum", directory.toString());
        assertEquals(14, expected.lines().size(), expected.out());
        CommandRun tree = CommandRun.ofShell(
                "cd \"$1\"; LC_ALL=$2 futures hash --executor $3 -r .", directory.toString(), locale, executor);
        assertEquals(new CommandRun(0, expected.out(), ""), tree);
        CommandRun arguments = CommandRun.ofShell(
                "cd \"$1\"; find . -type f -print0 | LC_ALL=C sort -z | LC_ALL=$2 xargs -0 " + CommandRun.javaCommand()
                        + " hash --executor $3",
                directory.toString(),
                locale,
                executor);
        assertEquals(new CommandRun(0, expected.out(), ""), arguments);
    }

    @Test
    void theOrderIsThatOfTheInputHoweverManyWorkers(@TempDir Path directory) throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            write(directory.resolve("f" + i), i % 50 == 0 ? 3_000_000 : random.nextInt(3000), random);
        }
        CommandRun expected = CommandRun.ofShell("cd \"$1\"; sha256sum f* f7 f8 f7", directory.toString());
        for (int workers : new int[] {1, 2, 8}) {
            CommandRun run = CommandRun.ofShell(
                    "cd \"$1\"; futures hash --executor threads --workers " + workers + " f* f7 f8 f7",
                    directory.toString());
            assertEquals(expected, run);
        }
    }

    @Test
    void whatCanNotBeReadFailsItsOwnLineOnly(@TempDir Path directory) throws Exception {
        Path good = Files.writeString(directory.resolve("good"), "x");
        CommandRun run = CommandRun.of(
                "hash",
                "--executor=threads",
                directory + "/missing",
                good.toString(),
                directory.toString(),
                "/proc/self/mem",
                "",
                good.toString());
        assertEquals(1, run.exitCode());
        String line = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881  " + good;
        assertEquals(line + "\n" + line + "\n", run.out());
        assertEquals(
                "futures: " + directory + "/missing: No such file or directory\n"
                        + "futures: " + directory + ": Is a directory\n"
                        + "futures: /proc/self/mem: Input/output error\n"
                        + "futures: '': No such file or directory\n",
                run.err());
    }

    @Test
    void aDashIsStandardInput() {
        CommandRun run = CommandRun.withInput("hello\n", "hash", "--executor=threads", "/dev/null", "-", "/dev/null");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(
                "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  -",
                run.lines().get(1));
    }

    @ParameterizedTest
    @CsvSource({"MD5, md5sum", "SHA-1, sha1sum", "sha-512, sha512sum", "SHA256, sha256sum"})
    void otherDigestsAreThoseOfTheirOwnTools(String algorithm, String tool) throws Exception {
        CommandRun expected = CommandRun.ofShell(tool + " /etc/passwd");
        assertEquals(expected, CommandRun.of("hash", "--executor=threads", "--algorithm", algorithm, "/etc/passwd"));
    }

    @Test
    void anUnknownDigestIsWrongUsageAndTheKnownOnesAreNamed() {
        CommandRun run = CommandRun.of("hash", "--algorithm", "SHA-257", "/etc/passwd");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--algorithm SHA-257: not known here; choose one of MD2, MD5, SHA-1"), run.err());
    }

    @Test
    void aTaskThatHangsEndsAtItsTimeLimit(@TempDir Path directory) throws Exception {
        CommandRun run = CommandRun.ofShell(
                "mkfifo \"$1/pipe\"; sleep 60 > \"$1/pipe\" & writer=$!;"
                        + "futures hash --executor threads --timeout 200ms \"$1/pipe\" /dev/null; code=$?;"
                        + " kill $writer; exit $code",
                directory.toString());
        assertEquals(1, run.exitCode());
        assertEquals(
                "futures: " + directory + "/pipe: the task ran longer than its limit of 0.2s, and was interrupted\n",
                run.err());
        assertEquals(1, run.lines().size());
    }
}
