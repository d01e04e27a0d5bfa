package concurrent.futures.cli.query;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rows that one database gave.
///
/// @param columns the names of the columns
/// @param rows the rows; each value is `null`, a [Long], a [Double], a [String] or a `byte[]`
@SuppressWarnings("serial") // the lists are made by AskDatabase, and are serializable
record Answer(List<String> columns, List<List<@Nullable Object>> rows) implements Serializable {}
