package concurrent.futures.cli.hash;

import concurrent.futures.TaskFunction;
import concurrent.futures.cli.session.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;

/// Digests a file, wherever it runs. For standard input, which only the command itself can read, it does nothing.
///
/// @param algorithm the name of the digest
record HashFile(String algorithm) implements TaskFunction<FileName, byte[]> {
    @Override
    public byte[] apply(FileName name) throws IOException {
        if (name.is("-")) {
            return new byte[0];
        }
        if (name.is("")) {
            throw new NoSuchFileException("");
        }
        // A channel, since an interrupt closes it: so a read that hangs ends at the task's time limit.
        try (FileChannel file = FileChannel.open(name.path());
                InputStream in = Channels.newInputStream(file)) {
            return Digest.of(in, file.size(), algorithm);
        }
    }
}
