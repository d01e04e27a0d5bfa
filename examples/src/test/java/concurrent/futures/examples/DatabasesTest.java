package concurrent.futures.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabasesTest {
    @TempDir
    private Path folder;

    @Test
    void eachDatabaseAnswersAndTheBrokenOneIsNamed() throws Exception {
        String users = create("users.db", 3);
        String orders = create("orders 100%.db", 5);
        Path missing = folder.resolve("missing.db");

        List<String> lines = Printed.by(
                        QueryDatabases::main, "SELECT COUNT(*) FROM rows", users, missing.toString(), orders)
                .out();

        assertEquals(3, lines.size());
        assertEquals(users + ": 3", lines.get(0));
        assertTrue(lines.get(1).startsWith(missing + " failed: "), lines.get(1));
        assertEquals(orders + ": 5", lines.get(2));
        assertFalse(Files.exists(missing));
    }

    private String create(String name, int rows) throws SQLException {
        Path file = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE rows (number INTEGER)");
            for (int i = 0; i < rows; i++) {
                statement.executeUpdate("INSERT INTO rows VALUES (1)");
            }
        }
        return file.toString();
    }
}
