package concurrent.futures.cluster.internal.worker;

import concurrent.futures.internal.shipping.PassingNames;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a worker can get from its agent, by name, while it runs: its context class loader stands for one of the
/// agent's, which finds these as resources.
///
/// The names are as follows, all behind a prefix of their own:
///
/// ```
///   session                       where and for whom it works: two texts, see [#session]
///   definitions/<from>/<to>       definitions of the driver's dictionary
///   forgotten/<from>/<to>         what the driver has no more, since it had forgotten so much
///   class/<loader>/<name>         a class of the driver
///   resources/<loader>/<name>     resources of the driver
///   shared/<number>               the path of a file with a shared value; nothing if the driver does not have it
///   open/<line>/<pid>             a line to the driver: nothing
///   letter/<line>/<turn>/<here>/… sends a letter to the driver: nothing
///   waits/<line>/<turn>/<task>/…  tells the driver that a task waits for others: nothing
///   mail/<line>/<turn>            letters of the driver, once there are some
/// ```
public final class Supplies {
    /// What all names begin with.
    public static final String PREFIX = PassingNames.PREFIX + "cluster/";

    /// What the answer begins with, if there is one; else an explanation follows.
    public static final byte FOUND = 1;

    /// What an entry of what is to be forgotten begins with: the number of a class loader follows, of four bytes.
    public static final byte LOADER = 1;

    /// Likewise: the number of a shared value follows, of eight bytes.
    public static final byte SHARED = 2;

    private final ClassLoader agent;

    /// Gets what this finds.
    ///
    /// @param agent stands for the session's loader in the agent
    Supplies(ClassLoader agent) {
        this.agent = agent;
    }

    /// The name of definitions.
    ///
    /// @param from the number of the first one
    /// @param to the number after the last one
    /// @return a name
    public static String definitions(int from, int to) {
        return PREFIX + "definitions/" + from + "/" + to;
    }

    /// The name of what is to be forgotten.
    ///
    /// @param from how much was forgotten before
    /// @param to how much was forgotten then
    /// @return a name
    public static String forgotten(int from, int to) {
        return PREFIX + "forgotten/" + from + "/" + to;
    }

    /// An entry of what is to be forgotten.
    ///
    /// @param number of a class loader
    /// @return its bytes
    public static byte[] forgetLoader(int number) {
        return ByteBuffer.allocate(1 + Integer.BYTES).put(LOADER).putInt(number).array();
    }

    /// An entry of what is to be forgotten.
    ///
    /// @param number of a shared value
    /// @return its bytes
    public static byte[] forgetShared(long number) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(SHARED).putLong(number).array();
    }

    /// The name of a class.
    ///
    /// @param loader the number of the driver's loader
    /// @param name the binary name
    /// @return a name
    public static String classFile(int loader, String name) {
        return PREFIX + "class/" + loader + "/" + name;
    }

    /// The name of resources.
    ///
    /// @param loader the number of the driver's loader
    /// @param name of them
    /// @return a name
    public static String resources(int loader, String name) {
        return PREFIX + "resources/" + loader + "/" + name;
    }

    /// The name of a shared value.
    ///
    /// @param number of the value
    /// @return a name
    public static String shared(long number) {
        return PREFIX + "shared/" + number;
    }

    /// The name of what a worker wants to know of its session: the agent's name, and the folder for large values.
    ///
    /// @return a name
    public static String session() {
        return PREFIX + "session";
    }

    /// The name of a new line to the driver.
    ///
    /// @param line its number
    /// @param pid of this process
    /// @return a name
    public static String open(long line, long pid) {
        return PREFIX + "open/" + line + "/" + pid;
    }

    /// The name of a letter to the driver.
    ///
    /// @param line the number of the line
    /// @param turn a new number: each name is asked for once
    /// @param isHere whether the content follows; else it is in a file
    /// @param content the letter in base 64, as it is used in names of files, or the file's name
    /// @return a name
    public static String letter(long line, long turn, boolean isHere, String content) {
        return PREFIX + "letter/" + line + "/" + turn + "/" + (isHere ? 1 : 0) + "/" + content;
    }

    /// The name of the news that a task waits for others, or goes on.
    ///
    /// @param line the number of the line
    /// @param turn as that of a letter
    /// @param task its number
    /// @param attempt which
    /// @param begins whether it begins to wait
    /// @return a name
    public static String waits(long line, long turn, long task, int attempt, boolean begins) {
        return PREFIX + "waits/" + line + "/" + turn + "/" + task + "/" + attempt + "/" + (begins ? 1 : 0);
    }

    /// The name of letters of the driver: the answer comes when there are some.
    ///
    /// @param line the number of the line
    /// @param turn as that of a letter
    /// @return a name
    public static String mail(long line, long turn) {
        return PREFIX + "mail/" + line + "/" + turn;
    }

    /// An entry of mail.
    ///
    /// @param isHere whether the letter follows; else the path of a file with it, which belongs to whoever reads this
    /// @param requiredDefinitions how many definitions are needed to read it
    /// @param content that follows
    /// @return its bytes
    public static byte[] mailed(boolean isHere, int requiredDefinitions, byte[] content) {
        return ByteBuffer.allocate(Math.addExact(1 + Integer.BYTES, content.length))
                .put((byte) (isHere ? 1 : 0))
                .putInt(requiredDefinitions)
                .put(content)
                .array();
    }

    /// Asks the agent, and waits for the answer.
    ///
    /// @param name one of those above
    /// @return the answer
    /// @throws SupplyException if the agent has none; the message tells why
    byte[] get(String name) {
        byte[] answer = ask(name);
        if (answer == null) {
            throw new SupplyException("the agent did not answer: the session has ended, or the driver is gone");
        }
        return answer;
    }

    /// Asks the agent, and waits for the answer.
    ///
    /// @param name one of those above
    /// @return the answer; `null` if there is none: then this process is about to end
    /// @throws SupplyException if the agent has none; the message tells why
    byte @Nullable [] ask(String name) {
        URL url = agent.getResource(name);
        if (url == null) {
            return null;
        }
        try (InputStream in = url.openStream()) {
            byte[] answer = in.readAllBytes();
            if (answer.length == 0 || answer[0] != FOUND) {
                throw new SupplyException(new String(
                        answer, Math.min(1, answer.length), Math.max(0, answer.length - 1), StandardCharsets.UTF_8));
            }
            return Arrays.copyOfRange(answer, 1, answer.length);
        } catch (IOException e) {
            throw new SupplyException("the agent's answer can not be read: " + e);
        }
    }

    /// Asks the agent for what consists of several parts.
    ///
    /// @param name one of those above
    /// @return the parts
    /// @throws SupplyException likewise
    List<byte[]> getParts(String name) {
        return Parts.read(get(name));
    }
}
