package concurrent.futures.cli.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import concurrent.futures.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryCommandTest {
    @TempDir
    private Path directory;

    private String odd;
    private String plain;

    @BeforeEach
    void makeDatabases() throws Exception {
        odd = make(
                "odd.db",
                "PRAGMA journal_mode = WAL",
                "CREATE TABLE t (a, b)",
                "INSERT INTO t VALUES (1, 'x'), (NULL, x'00ff'), (2.5, 'größe, \"待つ\"\nzwei'), (9223372036854775807, '')");
        plain = make("plain.db", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES (7, 'seven')");
    }

    private String make(String name, String... statements) throws Exception {
        Path file = directory.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return file.toString();
    }

    /// All files and what is in them.
    private Map<String, Integer> contents() throws IOException {
        Map<String, Integer> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                all.put(file.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return all;
    }

    private static String text(CommandRun run) {
        return new String(run.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private CommandRun query(String format, String sql) {
        return CommandRun.of("query", "--format", format, "--sql", sql, odd, plain);
    }

    @Test
    void aTableShowsEachDatabaseUnderItsName() {
        CommandRun run = query("table", "SELECT a, b FROM t");
        assertEquals("""
                %s: 4 rows
                                  a | b
                --------------------+--------------------
                                  1 | x
                NULL                | X'00FF'
                                2.5 | größe, "待つ"\\nzwei
                9223372036854775807 |

                %s: 1 row
                a | b
                --+------
                7 | seven
                """.formatted(odd, plain).replace("                  a |", "a                   |"), text(run));
        assertEquals(0, run.exitCode());
        assertEquals("", run.err());
    }

    @Test
    void csvHasOneHeaderAndTellsNullFromEmptyText() {
        CommandRun run = query("csv", "SELECT a, b FROM t");
        assertEquals("""
                database,a,b
                %1$s,1,x
                %1$s,,X'00FF'
                %1$s,2.5,"größe, ""待つ""
                zwei"
                %1$s,9223372036854775807,""
                %2$s,7,seven
                """.formatted(odd, plain), text(run));
    }

    @Test
    void aHeaderThatDoesNotFitFailsThatDatabase() throws Exception {
        String other = make("other.db", "CREATE TABLE t (c)", "INSERT INTO t VALUES (1)");
        CommandRun run = CommandRun.of("query", "--format=csv", "--sql=SELECT * FROM t", plain, other, plain);
        assertEquals(1, run.exitCode());
        assertEquals(3, run.lines().size());
        assertTrue(
                run.err()
                        .startsWith("futures: " + other + ": its columns (c) are not those of the header (a, b); name"),
                run.err());
    }

    @Test
    void jsonIsOneArrayWithAnObjectForEachDatabase() throws Exception {
        CommandRun run = CommandRun.of(
                "query",
                "--format=json",
                "--sql=SELECT a, b, a, 9e999 AS i FROM t",
                odd,
                directory + "/missing",
                plain);
        assertEquals(1, run.exitCode());
        assertEquals("""
                [{"database":"%s","rows":[{"a":1,"b":"x","a_2":1,"i":"Infinity"},
                {"a":null,"b":"X'00FF'","a_2":null,"i":"Infinity"},
                {"a":2.5,"b":"größe, \\"待つ\\"\\nzwei","a_2":2.5,"i":"Infinity"},
                {"a":9223372036854775807,"b":"","a_2":9223372036854775807,"i":"Infinity"}]},
                {"database":"%s/missing","error":"No such file or directory"},
                {"database":"%s","rows":[{"a":7,"b":"seven","a_2":7,"i":"Infinity"}]}]
                """.formatted(odd, directory, plain), text(run));
        try (JsonParser parser = new JsonFactory().createParser(text(run))) {
            parser.nextToken();
            parser.skipChildren();
            assertEquals(null, parser.nextToken());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1, 1)",
                "WITH x AS (SELECT 1) INSERT INTO t SELECT 1, 1 FROM x",
                "DROP TABLE t",
                "CREATE TEMP TABLE x (a)",
                "VACUUM INTO 'copy.db'",
                "ATTACH 'another.db' AS another",
                "PRAGMA user_version = 5",
                "PRAGMA journal_mode = DELETE",
                "SELECT 1; DROP TABLE t",
                "/* harmless */ -- really\n DELETE FROM t"
            })
    void noStatementChangesAnything(String sql) throws IOException {
        Map<String, Integer> before = contents();
        CommandRun run = query("table", sql);
        assertEquals(before, contents());
        assertFalse(Files.exists(Path.of("copy.db")));
        assertFalse(Files.exists(Path.of("another.db")));
        if (!sql.contains("journal_mode")) {
            assertTrue(run.exitCode() != 0, run.toString());
            assertTrue(
                    run.err().contains("only read here") || run.err().contains("more than one statement"), run.err());
        }
    }

    @Test
    void readingMakesNoFileEither() throws IOException {
        Map<String, Integer> before = contents();
        assertEquals(
                0, query("table", "SELECT ';' AS x, t.* FROM t; -- the end").exitCode());
        assertEquals(before, contents());
    }

    @Test
    void whatIsNoDatabaseFailsAloneAndIsNotMade() throws Exception {
        Path junk =
                Files.writeString(directory.resolve("junk.db"), "no database at all, but long enough to be looked at");
        CommandRun run = CommandRun.of(
                "query",
                "--sql=SELECT b FROM t",
                directory + "/missing.db",
                junk.toString(),
                directory.toString(),
                plain);
        assertEquals(1, run.exitCode());
        assertEquals(plain + ": 1 row\nb\n-----\nseven\n", run.out());
        assertEquals(
                List.of(
                        "futures: " + directory + "/missing.db: No such file or directory",
                        "futures: " + junk + ": not a SQLite database",
                        "futures: " + directory + ": not a file"),
                run.err().lines().toList());
        assertFalse(Files.exists(directory.resolve("missing.db")));
    }

    @Test
    void wrongSqlIsNamedForEachDatabase() {
        CommandRun run = query("table", "SELECT x FROM nowhere");
        assertEquals(1, run.exitCode());
        assertEquals(
                "futures: " + odd + ": no such table: nowhere\nfutures: " + plain + ": no such table: nowhere\n",
                run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ; ", "-- nothing"})
    void withoutAStatementTheUsageIsWrong(String sql) {
        CommandRun run = query("table", sql);
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--sql: there is no statement"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "threads", "virtual", "processes"})
    void anEndlessStatementEndsAtItsTimeLimit(String executor) {
        CommandRun run = CommandRun.of(
                "query",
                "--executor=" + executor,
                "--timeout=300ms",
                "--sql=WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n",
                plain);
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains(plain + ": ") && run.err().contains("ran longer than its limit of "), run.err());
        assertEquals("", run.out());
    }

    @Test
    void theOrderIsThatOfTheInput() throws Exception {
        String[] arguments = new String[44];
        arguments[0] = "query";
        arguments[1] = "--sql=SELECT a FROM t";
        arguments[2] = "--format=csv";
        arguments[3] = "--workers=8";
        StringBuilder expected = new StringBuilder("database,a\n");
        for (int i = 0; i < 40; i++) {
            arguments[i + 4] = make("db" + i, "CREATE TABLE t (a)", "INSERT INTO t VALUES (" + i + ")");
            expected.append(arguments[i + 4]).append(',').append(i).append('\n');
        }
        assertEquals(new CommandRun(0, expected.toString(), ""), CommandRun.of(arguments));
    }
}
