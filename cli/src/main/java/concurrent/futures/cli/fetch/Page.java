package concurrent.futures.cli.fetch;

import java.io.Serializable;

/// A page that a server answered.
///
/// @param status the status code
/// @param bytes the length of the body
/// @param milliseconds from the request to the end of the body
record Page(int status, long bytes, long milliseconds) implements Serializable {
    boolean failed() {
        return status >= 400;
    }

    String describe() {
        return (status >= 500 ? "the server failed" : "the server refused") + " with status " + status;
    }
}
