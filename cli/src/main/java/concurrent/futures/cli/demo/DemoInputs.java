package concurrent.futures.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What the examples work on: texts, databases, pages.
///
/// @param directory where they all are
/// @param files text files
/// @param databases SQLite files, each with a table `orders`
/// @param server the pages
record DemoInputs(String directory, List<String> files, List<String> databases, DemoServer server) {
    private static final int FILES = 24;
    private static final int LARGEST_LINES = 4000;
    private static final List<String> CITIES = List.of("lisbon", "oslo", "quito");
    private static final int ORDERS = 500;
    private static final List<String> WORDS =
            List.of("future", "task", "worker", "process", "thread", "result", "timeout", "naïve", "Größe", "待つ");

    static DemoInputs make(Path directory, DemoServer server) throws IOException {
        Random random = new Random(42);
        List<String> files = new ArrayList<>();
        Path texts = Files.createDirectory(directory.resolve("texts"));
        for (int i = 1; i <= FILES; i++) {
            Path file = texts.resolve("text-%02d.txt".formatted(i));
            files.add(Files.writeString(file, text(random)).toString());
        }
        // The driver unpacks its native library: there, so that it is gone with the rest.
        System.setProperty("org.sqlite.tmpdir", directory.toString());
        List<String> databases = new ArrayList<>();
        for (String city : CITIES) {
            databases.add(database(directory.resolve(city + ".db"), random).toString());
        }
        return new DemoInputs(directory.toString(), List.copyOf(files), List.copyOf(databases), server);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = 1 + random.nextInt(LARGEST_LINES);
        for (int i = 0; i < lines; i++) {
            for (int word = random.nextInt(12); word >= 0; word--) {
                text.append(WORDS.get(random.nextInt(WORDS.size()))).append(word == 0 ? '\n' : ' ');
            }
        }
        return text.toString();
    }

    private static Path database(Path file, Random random) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, amount REAL)");
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO orders (customer, amount) VALUES (?, ?)")) {
                for (int i = 0; i < ORDERS; i++) {
                    insert.setString(1, WORDS.get(random.nextInt(WORDS.size())));
                    insert.setDouble(2, random.nextInt(100_000) / 100.0);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            return file;
        } catch (SQLException e) {
            throw new IOException("a database could not be made: " + e.getMessage(), e);
        }
    }
}
