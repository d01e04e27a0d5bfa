import org.jspecify.annotations.NullMarked;

/// Draws how far work has come, at the foot of a terminal: what `Futures.progress` and `Results.withProgress` show.
///
/// It is found by being there; nothing in it is to be called.
@NullMarked
@SuppressWarnings("requires-automatic") // JLine has a name, but no descriptor
module concurrent.futures.progress {
    requires static org.jspecify;
    requires concurrent.futures;
    requires org.jline.terminal;

    provides concurrent.futures.spi.ProgressDisplay with
            concurrent.futures.progress.TerminalProgress;
}
