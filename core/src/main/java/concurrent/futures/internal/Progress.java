package concurrent.futures.internal;

/// How far a task has come, by its own report.
///
/// @param done what is done, at least 0
/// @param total what there is to do; 0 or negative if it is not known
public record Progress(long done, long total) {}
