package concurrent.futures.cli.query;

import concurrent.futures.TaskContext;
import concurrent.futures.TaskFunction;
import concurrent.futures.cli.session.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Runs a statement on a database that it only reads. Stops when its task is to stop, also in the middle of a long one.
///
/// @param sql the statement
record AskDatabase(String sql) implements TaskFunction<FileName, Answer> {
    private static final int BUSY_MILLIS = 3000;
    private static final int STEPS_BETWEEN_LOOKS = 20_000;

    @Override
    public Answer apply(FileName name) throws IOException {
        Path file = name.path();
        if (!Files.exists(file) || name.is("")) {
            throw new NoSuchFileException(name.toString());
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a file");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        String url = "jdbc:sqlite:file:" + name.uriPath() + "?mode=ro" + (isQuiet(file) ? "&immutable=1" : "");
        try (Connection connection = DriverManager.getConnection(url, config.toProperties())) {
            stopOnCancel(connection);
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return read(rows);
            }
        } catch (SQLException e) {
            throw new IOException(describe(e), e);
        }
    }

    /// Tells whether the database keeps a write-ahead log, and nobody uses it: even a reader would then make files
    /// beside it, unless it is told that nothing will change.
    private static boolean isQuiet(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(20);
            boolean writeAheadLog = header.length == 20 && header[18] == 2;
            return writeAheadLog && !Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        }
    }

    private static void stopOnCancel(Connection connection) throws SQLException {
        TaskContext task = TaskContext.current();
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
            @Override
            protected int progress() {
                return task.isCancelled() ? 1 : 0;
            }
        });
    }

    private static Answer read(ResultSet rows) throws SQLException {
        List<String> columns = new ArrayList<>();
        int width = rows.getMetaData().getColumnCount();
        for (int i = 1; i <= width; i++) {
            columns.add(rows.getMetaData().getColumnLabel(i));
        }
        List<List<@Nullable Object>> all = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable Object> row = new ArrayList<>(width);
            for (int i = 1; i <= width; i++) {
                Object value = rows.getObject(i);
                row.add(value instanceof Integer number ? Long.valueOf(number) : value);
            }
            all.add(row);
        }
        return new Answer(columns, all);
    }

    private static String describe(SQLException failure) {
        if (failure instanceof SQLiteException e) {
            SQLiteErrorCode code = e.getResultCode();
            if (code.name().startsWith("SQLITE_READONLY")) {
                return "the statement writes, and databases are only read here; nothing was changed";
            }
            if (code == SQLiteErrorCode.SQLITE_NOTADB) {
                return "not a SQLite database";
            }
        }
        String message = String.valueOf(failure.getMessage());
        return message.matches("(?s)\\[SQLITE_\\w+] .*\\(.*\\)\\s*")
                ? message.substring(message.indexOf('(') + 1, message.lastIndexOf(')'))
                : message;
    }
}
