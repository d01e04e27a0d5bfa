package concurrent.futures.internal.process.launch.cache;

import concurrent.futures.internal.process.launch.command.TrainableCommand;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a process that makes a startup cache is told, through its standard input.
///
/// @param folder where it is to be put
/// @param fingerprint what it is for
/// @param command of the workers
public record TrainingOrder(Path folder, Fingerprint fingerprint, TrainableCommand command) {
    /// Writes the order.
    ///
    /// @param out where
    /// @throws IOException if it can not be written
    public void write(DataOutputStream out) throws IOException {
        write(folder.toString(), out);
        write(fingerprint.text(), out);
        write(command.program().toString(), out);
        write(command.options(), out);
        write(command.classPath(), out);
        out.flush();
    }

    /// Reads an order.
    ///
    /// @param in from where
    /// @return the order
    /// @throws IOException if it can not be read
    public static TrainingOrder read(DataInputStream in) throws IOException {
        return new TrainingOrder(
                Path.of(readText(in)),
                new Fingerprint(readText(in)),
                new TrainableCommand(Path.of(readText(in)), readTexts(in), readTexts(in)));
    }

    private static void write(List<String> texts, DataOutputStream out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            write(text, out);
        }
    }

    /// Of any length and any characters, as paths may have them.
    private static void write(String text, DataOutputStream out) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static List<String> readTexts(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(in.readChar());
        }
        return text.toString();
    }
}
