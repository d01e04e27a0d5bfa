package concurrent.futures.cluster;

/// Runs a task on an agent of its own, prints that agent's process id, and forgets to close the executor.
final class UnclosedProgram {
    private UnclosedProgram() {}

    public static void main(String[] arguments) {
        @SuppressWarnings("resource") // on purpose
        ClusterExecutor executor = ClusterExecutor.local(1);
        System.out.println(executor.submit(
                        () -> ProcessHandle.current().parent().orElseThrow().pid())
                .result());
    }
}
