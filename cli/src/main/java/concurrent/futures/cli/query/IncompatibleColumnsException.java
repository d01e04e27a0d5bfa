package concurrent.futures.cli.query;

import java.util.List;

/// A database gave other columns than the one that a common header was written for.
final class IncompatibleColumnsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String message;

    IncompatibleColumnsException(List<String> columns, List<String> header) {
        this.message = "its columns (" + String.join(", ", columns) + ") are not those of the header ("
                + String.join(", ", header) + "); name the columns in the SQL, or use --format json";
    }

    @Override
    public String getMessage() {
        return message;
    }
}
