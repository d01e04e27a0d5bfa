package concurrent.futures.cli.demo;

import concurrent.futures.TaskContext;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What there is to do while somebody looks at the dashboard: work that goes well, and work that does not.
final class Chores {
    private static final int ROUNDS = 20;
    private static final int NUMBERS = 300_000;

    private Chores() {}

    /// Reads a file some times, and digests it.
    static String hash(String file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int round = 0; round < ROUNDS; round++) {
                digest.update(Files.readAllBytes(Path.of(file)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /// Looks for the next prime number.
    static BigInteger nextPrime(int seed) {
        return new BigInteger(512, new Random(seed)).nextProbablePrime();
    }

    /// Sorts numbers, many times, and tells how far it is.
    static int sort(int times) {
        Random random = new Random(times);
        TaskContext task = TaskContext.current();
        int sum = 0;
        for (int done = 0; done < times; done++) {
            task.checkCancelled();
            task.progress(done, times);
            int[] numbers = random.ints(NUMBERS).toArray();
            Arrays.sort(numbers);
            sum += numbers[NUMBERS / 2];
        }
        return sum;
    }

    /// Makes something large, which has to travel.
    static byte[] render(int megabytes) {
        byte[] picture = new byte[megabytes << 20];
        new Random(megabytes).nextBytes(picture);
        return picture;
    }

    /// Reads a line of numbers. Not all lines are.
    static int parse(String line) {
        return Arrays.stream(line.split(" ", -1)).mapToInt(Integer::parseInt).sum();
    }

    /// Does not come to an end.
    static boolean search() throws InterruptedException {
        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
    }

    /// Takes its whole process along.
    static void decode() {
        System.err.println("decoder: bad magic number 0xCAFED00D, giving up");
        Runtime.getRuntime().halt(134);
    }

    /// Fetches a page.
    static int fetch(String page) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(page).toURL().openConnection();
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).length();
        } finally {
            connection.disconnect();
        }
    }

    /// Asks a database.
    static double revenue(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT SUM(a.amount) FROM orders a, orders b")) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}
