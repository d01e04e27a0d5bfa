package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.Tickets;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import java.util.UUID;

/// Values of the JDK that hold no other objects, and what travels as a ticket.
@SuppressWarnings({
    "JavaUtilDate", // people send them
    "JavaInstantGetSecondsGetNano", // both parts are written
    "JavaDurationGetSecondsGetNano", // likewise
})
final class ValueItems {
    private ValueItems() {}

    static void write(byte kind, Object value, Output out) throws IOException {
        switch (kind) {
            case Items.UUID ->
                out.write(kind, ((UUID) value).getMostSignificantBits(), ((UUID) value).getLeastSignificantBits());
            case Items.BIG_INTEGER -> {
                out.writeByte(kind);
                write((BigInteger) value, out);
            }
            case Items.BIG_DECIMAL -> {
                out.ensure(Byte.BYTES + Integer.BYTES);
                out.putByte(kind);
                out.putInt(((BigDecimal) value).scale());
                write(((BigDecimal) value).unscaledValue(), out);
            }
            case Items.INSTANT -> out.write(kind, ((Instant) value).getEpochSecond(), ((Instant) value).getNano());
            case Items.DURATION -> out.write(kind, ((Duration) value).toSeconds(), ((Duration) value).getNano());
            case Items.LOCAL_DATE -> write(kind, ((LocalDate) value).toEpochDay(), out);
            case Items.LOCAL_TIME -> write(kind, ((LocalTime) value).toNanoOfDay(), out);
            case Items.LOCAL_DATE_TIME ->
                out.write(
                        kind,
                        ((LocalDateTime) value).toLocalDate().toEpochDay(),
                        ((LocalDateTime) value).toLocalTime().toNanoOfDay());
            case Items.DATE -> write(kind, ((Date) value).getTime(), out);
            default -> throw new IllegalStateException("Item " + kind + " is not written here");
        }
    }

    /// The ticket of an object, behind the number of its class.
    ///
    /// @return that it fits
    static boolean writeTicket(Object object, Output out) throws IOException {
        Tickets.Ticket ticket = Tickets.of(object.getClass()).issue(object);
        out.ensure(2 * Long.BYTES);
        out.putLong(ticket.number());
        out.putLong(ticket.size());
        out.writeText(Tag.LATIN1, Tag.UTF16, ticket.place());
        return true;
    }

    static Object readTicket(Class<?> type, Input in) throws IOException {
        Tickets.Ticket ticket = new Tickets.Ticket(in.readLong(), in.readLong(), in.readText(in.readByte()));
        return Tickets.of(type).redeem(ticket);
    }

    private static void write(byte kind, long number, Output out) throws IOException {
        out.ensure(Byte.BYTES + Long.BYTES);
        out.putByte(kind);
        out.putLong(number);
    }

    private static void write(BigInteger number, Output out) throws IOException {
        byte[] bytes = number.toByteArray();
        out.writeVarint(bytes.length);
        out.writeBytes(bytes, 0, bytes.length);
    }

    static Object read(byte item, Input in) {
        return switch (item) {
            case Items.UUID -> new UUID(in.readLong(), in.readLong());
            case Items.BIG_INTEGER -> new BigInteger(in.readBytes(in.readVarint()));
            case Items.BIG_DECIMAL -> {
                int scale = in.readInt();
                yield new BigDecimal(new BigInteger(in.readBytes(in.readVarint())), scale);
            }
            case Items.INSTANT -> Instant.ofEpochSecond(in.readLong(), in.readLong());
            case Items.DURATION -> Duration.ofSeconds(in.readLong(), in.readLong());
            case Items.LOCAL_DATE -> LocalDate.ofEpochDay(in.readLong());
            case Items.LOCAL_TIME -> LocalTime.ofNanoOfDay(in.readLong());
            case Items.LOCAL_DATE_TIME ->
                LocalDateTime.of(LocalDate.ofEpochDay(in.readLong()), LocalTime.ofNanoOfDay(in.readLong()));
            case Items.DATE -> new Date(in.readLong());
            case Items.PATH -> Path.of(in.readText(in.readByte()));
            default -> throw in.unknown(item);
        };
    }
}
