package concurrent.futures.cluster.internal.protocol.codec;

import concurrent.futures.cluster.internal.protocol.CrashNote;
import java.io.IOException;
import java.io.UncheckedIOException;

/// [CrashNote]s to bytes and back.
public final class Notes {
    private Notes() {}

    /// Writes a note.
    ///
    /// @param note what to write
    /// @return its bytes
    public static byte[] write(CrashNote note) {
        Output out = new Output();
        try {
            out.putText(note.message())
                    .putLong(note.pid())
                    .putInt(note.exitCode())
                    .putText(note.signal())
                    .putList(note.stderr(), Output::putText)
                    .putText(note.crashReport())
                    .putList(
                            note.stack(),
                            (o, frame) -> o.putText(frame.getModuleName())
                                    .putText(frame.getClassName())
                                    .putText(frame.getMethodName())
                                    .putText(frame.getFileName())
                                    .putInt(frame.getLineNumber()));
        } catch (IOException tooLarge) {
            throw new UncheckedIOException(tooLarge);
        }
        return out.toBytes();
    }

    /// Reads a note.
    ///
    /// @param bytes of one
    /// @return the note
    /// @throws concurrent.futures.internal.wire.WireFormatException if it is none
    public static CrashNote read(byte[] bytes) {
        Input in = new Input(bytes);
        return in.end(new CrashNote(
                in.takeText(),
                in.takeLong(),
                in.takeInt(),
                in.takeTextOrNull(),
                in.takeList(Input::takeText),
                in.takeTextOrNull(),
                in.takeList(Notes::frame)));
    }

    private static StackTraceElement frame(Input in) {
        String module = in.takeTextOrNull();
        String type = in.takeText();
        String method = in.takeText();
        String file = in.takeTextOrNull();
        return new StackTraceElement(null, module, null, type, method, file, in.takeInt());
    }
}
