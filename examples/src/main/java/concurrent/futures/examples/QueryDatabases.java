package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.TaskFailedException;
import concurrent.futures.ThreadPoolExecutor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;

/// Asks many databases the same question on threads: each task has a connection of its own, and waits for its disk.
public final class QueryDatabases {
    private QueryDatabases() {}

    /// Prints the first value of the answer of each database.
    ///
    /// @param args a query, such as `SELECT COUNT(*) FROM orders`, and paths of SQLite files
    public static void main(String... args) {
        if (args.length < 2) {
            System.err.println("usage: QueryDatabases SQL DATABASE...");
            return;
        }
        String sql = args[0];
        List<String> databases = List.of(args).subList(1, args.length);
        // @start region="query"
        try (Executor executor = new ThreadPoolExecutor(3)) {
            Iterator<String> answers =
                    executor.map(database -> query(database, sql), databases).iterator();
            for (String database : databases) {
                try {
                    IO.println(database + ": " + answers.next());
                } catch (TaskFailedException e) {
                    IO.println(database + " failed: " + e.getCause().getMessage());
                }
            }
        }
        // @end
    }

    private static String query(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + Path.of(database).toUri() + "?mode=ro");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no rows";
        }
    }
}
