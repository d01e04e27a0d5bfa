package concurrent.futures.internal.process.launch;

import concurrent.futures.ProcessPoolExecutor;

/// A program that has one task run, and ends without any further step.
///
/// Argument: a file for what the worker's JVM says of its classes.
public final class ColdProgram {
    private ColdProgram() {}

    /// Runs.
    ///
    /// @param args see above
    @SuppressWarnings("resource") // the program ends at once
    public static void main(String[] args) {
        ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .jvmOptions("-Xlog:class+load:file=" + args[0])
                .build();
        int one = args.length;
        int result = pool.submit(() -> one + 41).result();
        Runtime.getRuntime().halt(result);
    }
}
