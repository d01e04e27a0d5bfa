package concurrent.futures.stress.task;

import concurrent.futures.TaskContext;
import concurrent.futures.stress.account.Proof;
import concurrent.futures.stress.account.ProofFile;
import java.io.FileOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Writes down what tasks do in this worker. One for each worker process, since all its tasks prove in the same file.
final class Witness {
    private static @Nullable Witness here;

    private final FileOutputStream file;
    private final int worker;
    private final int pid = (int) ProcessHandle.current().pid();

    private Witness(String path) throws IOException {
        file = new FileOutputStream(path, /* append= */ true);
        String name = TaskContext.current().workerName();
        worker = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    static synchronized Witness of(String path) throws IOException {
        Witness witness = here;
        if (witness == null) {
            witness = new Witness(path);
            here = witness;
        }
        return witness;
    }

    void note(long id, Proof.Kind kind) throws IOException {
        ProofFile.append(file, new Proof(id, kind, worker, pid));
    }
}
