package concurrent.futures.stress.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of proofs.
class ProofFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsAppendedByTwoIsReadInTheOrderOfWriting() throws IOException {
        Path file = folder.resolve("proofs");
        List<Proof> proofs = List.of(
                new Proof(0, Proof.Kind.BEGUN, 0, 1),
                new Proof(Long.MAX_VALUE, Proof.Kind.THROWS, (1 << 24) - 1, Integer.MAX_VALUE),
                new Proof(1L << 40, Proof.Kind.RETURNS, 300, 32_000));
        try (FileOutputStream one = new FileOutputStream(file.toFile(), /* append= */ true);
                FileOutputStream two = new FileOutputStream(file.toFile(), /* append= */ true)) {
            ProofFile.append(one, proofs.get(0));
            ProofFile.append(two, proofs.get(1));
            ProofFile.append(one, proofs.get(2));
        }
        assertEquals(proofs, read(file));
    }

    @Test
    void whereNothingWasProvedThereIsNoFile() throws IOException {
        assertEquals(List.of(), read(folder.resolve("none")));
    }

    @Test
    void aProofThatIsCutShortIsNotOverlooked() throws IOException {
        Path file = Files.write(folder.resolve("proofs"), new byte[17]);
        assertThrows(EOFException.class, () -> read(file));
    }

    private static List<Proof> read(Path file) throws IOException {
        List<Proof> proofs = new ArrayList<>();
        ProofFile.read(file, proofs::add);
        return proofs;
    }
}
