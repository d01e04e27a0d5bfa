package concurrent.futures.cli.session;

/// Shows how far a command has come.
public interface Progress extends AutoCloseable {
    /// Shows nothing.
    Progress NONE = new Progress() {};

    /// One more is done.
    default void step() {}

    /// Makes room: something else is about to be written.
    default void clear() {}

    /// Shows nothing more, from now on.
    default void hide() {}

    /// The end.
    @Override
    default void close() {}
}
