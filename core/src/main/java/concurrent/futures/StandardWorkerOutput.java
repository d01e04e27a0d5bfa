package concurrent.futures;

/// The two outputs that the forwarding of lines knows by name: it alone can tell standard output from standard error.
enum StandardWorkerOutput implements WorkerOutput {
    INHERIT,
    DISCARD;

    /// Does nothing: whoever forwards the lines looks for [#INHERIT] first.
    @Override
    public void line(long pid, String line) {}
}
