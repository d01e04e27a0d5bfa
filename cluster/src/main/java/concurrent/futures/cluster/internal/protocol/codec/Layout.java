package concurrent.futures.cluster.internal.protocol.codec;

import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.internal.wire.WireFormatException;

/// The bytes in front of the fields of each message:
///
/// ```
///   0  mark     0xCF
///   1  version  Message.VERSION
///   2  type     see below
///   3  session  8 bytes, big-endian; not in answers
/// ```
final class Layout {
    static final int MARK = 0xCF;

    static final int HELLO = 1;
    static final int DEFINE = 2;
    static final int RUN = 3;
    static final int CANCEL = 4;
    static final int FORGET_LOADER = 5;
    static final int FORGET_SHARED = 6;
    static final int GOODBYE = 7;
    static final int REVOKE = 8;
    static final int REVOKE_LAST = 9;
    static final int LIMIT = 10;
    static final int LETTER_TO_WORKER = 11;

    static final int WELCOME = 16;
    static final int REFUSED = 17;
    static final int SLOTS = 18;
    static final int BEGAN = 19;
    static final int PROGRESS = 20;
    static final int DONE = 21;
    static final int WORKER_TOLD = 22;
    static final int REVOKED = 23;
    static final int GONE = 24;
    static final int LETTER_TO_DRIVER = 25;
    static final int HUNG_UP = 26;
    static final int WAITS = 27;
    static final int WORKER_USES = 28;

    /// How many tasks may have submitted one another.
    static final int MAX_DEPTH = 16;

    static final int ASK_STATUS = 32;
    static final int ASK_BEGUN = 33;

    static final int FIND_CLASS = 48;
    static final int FIND_RESOURCES = 49;
    static final int FETCH_JAR = 50;
    static final int FETCH_SHARED = 51;

    static final int STATUS = 64;
    static final int CLASS_FILE = 65;
    static final int RESOURCES = 66;
    static final int FETCHED = 67;
    static final int BEGUN = 68;

    private Layout() {}

    /// Reads mark and version.
    ///
    /// @return the type
    static int takeType(Input in) {
        int mark = in.takeByte();
        if (mark != MARK) {
            throw new WireFormatException("Mark " + mark + " is not that of this library: " + MARK);
        }
        int version = in.takeByte();
        if (version != Message.VERSION) {
            throw new WireFormatException("Version " + version + " of messages is not this one's: " + Message.VERSION);
        }
        return in.takeByte();
    }

    static WireFormatException unknown(String what, int type) {
        return new WireFormatException("Type " + type + " is none of " + what);
    }
}
