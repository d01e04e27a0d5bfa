package concurrent.futures;

import java.io.Serializable;

/// A unit of work without a result, which can travel to another process.
///
/// As a [Runnable] it can not throw checked exceptions. Work that does becomes a [Task] by returning something, if only
/// `null`.
@FunctionalInterface
public interface Action extends Runnable, Serializable {}
