package concurrent.futures.progress;

import concurrent.futures.progress.PrintedLines.Stream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.terminal.impl.exec.ExecTerminalProvider;
import org.jline.terminal.spi.SystemStream;

/// The terminal that standard error goes to, if it does.
///
/// How large it is tells the command `stty`, which is everywhere but on Windows; it is asked once a second.
final class StandardError implements Terminal {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path CONTROLLING = Path.of("/dev/tty");
    private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_MILLIS = 500;

    /// Not `System.err`, which may have been replaced by a log.
    private final PrintStream out = new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err)), /* autoFlush= */ false, charset());

    private Size size = Size.USUAL;
    private boolean asked;
    private long askedNanos;

    /// Whether people sit before it: in the runs of a CI server, lines are better than what is drawn again and again.
    @Override
    public boolean isThere() {
        String kind = System.getenv("TERM");
        boolean isForPeople = kind != null && !kind.equals("dumb") && System.getenv("CI") == null;
        return isForPeople && isTerminal(2);
    }

    /// The streams that print on it. If standard output goes to a terminal, it is this one.
    static Set<Stream> streams() {
        return isTerminal(1) ? EnumSet.allOf(Stream.class) : EnumSet.of(Stream.ERR);
    }

    private static boolean isTerminal(int descriptor) {
        if (Files.isDirectory(DESCRIPTORS)) {
            try {
                String file = Files.readSymbolicLink(DESCRIPTORS.resolve(Integer.toString(descriptor)))
                        .toString();
                return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
            } catch (IOException e) {
                return false; // It is closed.
            }
        }
        return new ExecTerminalProvider().isSystemStream(descriptor == 1 ? SystemStream.Output : SystemStream.Error);
    }

    @Override
    public PrintStream out() {
        return out;
    }

    /// That of the terminal, as the JVM knows it.
    private static Charset charset() {
        return Charset.forName(System.getProperty("stderr.encoding", ""), Charset.defaultCharset());
    }

    @Override
    public Size size() {
        long now = System.nanoTime();
        if (!asked || now - askedNanos >= PERIOD_NANOS) {
            asked = true;
            askedNanos = now;
            size = ask();
        }
        return size;
    }

    private static Size ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.from(CONTROLLING.toFile()))
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return Size.USUAL;
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Size.USUAL; // There is no such command, or no terminal.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Size.USUAL;
        }
    }

    static Size parse(String answer) {
        Matcher size = SIZE.matcher(answer);
        if (!size.matches() || size.group(1).length() > 5 || size.group(2).length() > 5) {
            return Size.USUAL;
        }
        int lines = Integer.parseInt(size.group(1));
        int columns = Integer.parseInt(size.group(2));
        return lines == 0 || columns == 0 ? Size.USUAL : new Size(columns, lines);
    }
}
