package concurrent.futures.internal.process.transport;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// What a worker is told through its standard input, and nobody else: where to connect, and how to prove who it is.
///
/// @param address where to connect
/// @param claimPage the path of the page to map
/// @param rings the path of the rings to map
/// @param secret to be shown once, in the first frame
/// @param parent the parent's process id
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Invitation(Address address, Path claimPage, Path rings, byte[] secret, long parent) {
    /// The bytes to write to the worker's standard input.
    ///
    /// @return a few hundred bytes
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeUTF(address.path().toString());
            out.writeBoolean(address.isPipes());
            out.writeUTF(claimPage.toString());
            out.writeUTF(rings.toString());
            out.writeInt(secret.length);
            out.write(secret);
            out.writeLong(parent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// Reads an invitation.
    ///
    /// @param in the worker's standard input
    /// @return the invitation
    /// @throws IOException if the stream ends too early
    public static Invitation read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        Address address = new Address(Path.of(data.readUTF()), data.readBoolean());
        Path claimPage = Path.of(data.readUTF());
        Path rings = Path.of(data.readUTF());
        byte[] secret = data.readNBytes(data.readInt());
        return new Invitation(address, claimPage, rings, secret, data.readLong());
    }
}
