package concurrent.futures.internal.shipping;

/// Names of resources that stand for answers, not for files: what is found under one is not kept by the worker that has
/// asked for it, which asks again the next time. So a class loader of the parent can tell workers what they ask.
public final class PassingNames {
    /// What they all begin with.
    public static final String PREFIX = "concurrent/futures/passing/";

    private PassingNames() {}
}
