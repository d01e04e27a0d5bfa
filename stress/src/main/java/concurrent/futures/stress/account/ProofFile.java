package concurrent.futures.stress.account;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// A file of proofs, to which many processes append at once. What was appended stays, however the process dies.
///
/// ```
/// 8 bytes   task
/// 1 byte    kind
/// 3 bytes   worker
/// 4 bytes   process id
/// ```
public final class ProofFile {
    private static final int BYTES = 16;
    private static final int WORKER_BITS = 24;

    private ProofFile() {}

    /// Appends a proof, by a single write, which no interrupt can cut short.
    ///
    /// @param file the file, open for appending
    /// @param proof the proof
    /// @throws IOException if the file can not be written
    public static void append(FileOutputStream file, Proof proof) throws IOException {
        file.write(ByteBuffer.allocate(BYTES)
                .putLong(proof.id())
                .putInt(proof.kind().code() << WORKER_BITS | proof.worker())
                .putInt(proof.pid())
                .array());
    }

    /// Reads all proofs, in the order in which they were written.
    ///
    /// @param file the file; none was proved if it does not exist
    /// @param reader takes them
    /// @throws IOException if the file can not be read
    public static void read(Path file, Consumer<? super Proof> reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long proofs = Files.size(file) / BYTES;
        if (proofs * BYTES != Files.size(file)) {
            throw new EOFException(file + " ends in the midst of a proof: " + Files.size(file) + " bytes");
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long i = 0; i < proofs; i++) {
                long id = in.readLong();
                int kindAndWorker = in.readInt();
                reader.accept(new Proof(
                        id,
                        Proof.Kind.of(kindAndWorker >>> WORKER_BITS),
                        kindAndWorker & (1 << WORKER_BITS) - 1,
                        in.readInt()));
            }
        }
    }
}
