package concurrent.futures.spi;

import java.time.Duration;
import java.util.List;

/// Shows people how far work has come: what is behind [concurrent.futures.Futures#progress(java.util.Collection)] and
/// [concurrent.futures.Results#withProgress(String)].
///
/// It is found by [java.util.ServiceLoader], when progress is to be shown and none is yet: the first one that is usable
/// shows it. If there is none, lines on standard error do, now and then. What it throws is logged, once, and ends the
/// show, not the work.
///
/// One thread calls all methods but [#print(Runnable)], which any thread may call.
public interface ProgressDisplay {
    /// Tells whether it can show anything here and now.
    ///
    /// @return `false` if the next one is to be tried
    boolean isUsable();

    /// How often to show: the time between two calls of [#show(List)], while something is under way.
    ///
    /// @return the time, positive
    Duration interval();

    /// Shows how far all work has come that is under way. May take its time: no work waits for it.
    ///
    /// @param rows in the order in which they came: in the place of those of the call before, but for what
    ///     [is over][ProgressRow#isOver()]: that comes once, and stays
    void show(List<ProgressRow> rows);

    /// Runs what writes lines to where the progress is shown, so that neither is torn.
    ///
    /// @param printing writes whole lines
    void print(Runnable printing);

    /// Nothing more is shown until the next [#show(List)]: what is there stays, and what is printed later goes below.
    void close();
}
