package concurrent.futures;

import java.io.Serializable;

/// A unit of work without a result, which can travel to another process.
@FunctionalInterface
public interface Action extends Runnable, Serializable {}
