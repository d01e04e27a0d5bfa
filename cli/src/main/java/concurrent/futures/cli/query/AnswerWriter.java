package concurrent.futures.cli.query;

import java.io.IOException;
import java.util.HexFormat;

/// Turns answers into text in one format; what its methods return is printed in that order.
interface AnswerWriter {
    private static byte[] nothing() {
        return new byte[0];
    }

    /// What comes before all answers.
    default byte[] begin() throws IOException {
        return nothing();
    }

    /// The rows of a database.
    ///
    /// @throws IncompatibleColumnsException if the format has no place for these columns
    byte[] answer(String database, Answer answer) throws IOException;

    /// Where a database gave no rows; it is named on standard error as well.
    default byte[] failure(String database, String reason) throws IOException {
        return nothing();
    }

    /// What comes behind all answers.
    default byte[] end() throws IOException {
        return nothing();
    }

    /// Bytes as SQL writes them.
    static String literal(byte[] blob) {
        return "X'" + HexFormat.of().withUpperCase().formatHex(blob) + "'";
    }
}
