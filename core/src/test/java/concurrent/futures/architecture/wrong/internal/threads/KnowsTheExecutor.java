package concurrent.futures.architecture.wrong.internal.threads;

import concurrent.futures.architecture.wrong.SomeExecutor;

/// Points at an executor, makes a thread, and ends the JVM.
public final class KnowsTheExecutor {
    Thread thread = new Thread(() -> System.exit(1));
    SomeExecutor executor = new SomeExecutor();
}
