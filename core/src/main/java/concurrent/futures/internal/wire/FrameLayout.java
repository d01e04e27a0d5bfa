package concurrent.futures.internal.wire;

/// Where things are in the bytes of a frame. All numbers are big-endian.
///
/// ```
///    0       1       2       3       4       5       6       7
///   +-------+-------+-------+-------+-------+-------+-------+-------+
///   | LENGTH of the fields          |VERSION| TYPE  | BULKS         |
///   +-------+-------+-------+-------+-------+-------+-------+-------+
///   | fields, LENGTH bytes, as the type says …                      |
///   +---------------------------------------------------------------+
///   | bulk bodies, BULKS of them, one behind the other …            |
///   +---------------------------------------------------------------+
/// ```
///
/// A blob among the fields:
///
/// ```
///    0       1       2       3       4       5
///   +-------+-------+-------+-------+-------+-----------------------+
///   | TAG   | BODY LENGTH in bytes          | body, unless bulk …   |
///   +-------+-------+-------+-------+-------+-----------------------+
/// ```
///
/// A body longer than [#INLINE_BODY_LIMIT] is a bulk body: it follows the fields, in the order of the blobs, so
/// that it can be read straight to where it will stay.
final class FrameLayout {
    static final int LENGTH_OFFSET = 0;
    static final int VERSION_OFFSET = 4;
    static final int TYPE_OFFSET = 5;
    static final int BULKS_OFFSET = 6;
    static final int HEADER_LENGTH = 8;

    static final int BLOB_TAG_OFFSET = 0;
    static final int BLOB_LENGTH_OFFSET = 1;
    static final int BLOB_HEADER_LENGTH = 5;

    /// Changes with every change of the layout. Not 0, so that zeros are no frame.
    static final byte VERSION = 1;

    static final int INLINE_BODY_LIMIT = 16 * 1024;

    /// The longest fields, bulk bodies not counted.
    static final int MAX_FIELDS = 64 * 1024 * 1024;

    /// In the place of a string's or a blob's length or tag: there is none.
    static final int ABSENT = -1;

    static final byte HELLO = 1;
    static final byte SETUP = 2;
    static final byte READY = 3;
    static final byte SETUP_FAILED = 4;
    static final byte DEFINE = 5;
    static final byte SHARE = 6;
    static final byte FORGET = 7;
    static final byte RUN = 8;
    static final byte INTERRUPT = 9;
    static final byte RESULT = 10;
    static final byte FAILURE = 11;
    static final byte CLASS_REQUEST = 12;
    static final byte CLASS_REPLY = 13;
    static final byte PROGRESS = 14;
    static final byte SHUTDOWN = 15;
    static final byte GOODBYE = 16;
    static final byte EXIT = 17;
    static final byte RESOURCE_REQUEST = 18;
    static final byte RESOURCE_REPLY = 19;
    static final byte FORGET_LOADER = 20;
    static final byte SUBMIT = 21;
    static final byte ASK = 22;
    static final byte WAITING = 23;
    static final byte REPLY = 24;
    static final byte ENDED = 25;
    static final byte LOG = 26;
    static final byte LOG_PUBLISHED = 27;
    static final byte OVERGROWN = 28;
    static final byte SHARE_REQUEST = 29;
    static final byte MEASURE = 30;
    static final byte MEASURED = 31;
    static final byte ELEMENTS = 32;
    static final byte VALUE = 33;

    static final byte LAST_TYPE = VALUE;

    private FrameLayout() {}
}
