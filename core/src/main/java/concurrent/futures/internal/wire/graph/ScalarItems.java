package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Tag;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Boxed primitives, alone and in runs, and the primitive fields of records.
final class ScalarItems {
    private ScalarItems() {}

    static void write(byte kind, Object value, Output out) throws IOException {
        out.ensure(Byte.BYTES + Long.BYTES);
        if (kind == Tag.TRUE) {
            out.putByte((Boolean) value ? Tag.TRUE : Tag.FALSE);
            return;
        }
        out.putByte(kind);
        switch (kind) {
            case Tag.BYTE -> out.putByte((Byte) value);
            case Tag.SHORT -> out.putShort((Short) value);
            case Tag.CHAR -> out.putShort((Character) value);
            case Tag.INT -> out.putInt((Integer) value);
            case Tag.LONG -> out.putLong((Long) value);
            case Tag.FLOAT -> out.putInt(Float.floatToRawIntBits((Float) value));
            default -> out.putLong(Double.doubleToRawLongBits((Double) value));
        }
    }

    /// The item that stands for several such objects; [Kinds#NONE] if there is none.
    static byte runOf(Class<?> type) {
        if (type == Integer.class) {
            return Items.INTS;
        }
        if (type == Long.class) {
            return Items.LONGS;
        }
        return type == Double.class ? Items.DOUBLES : Kinds.NONE;
    }

    /// Writes the elements from one on that are of its class; returns the place of the first that is not written.
    static int writeRun(byte run, List<?> elements, int from, int longest, Output out) throws IOException {
        int end = Math.min(elements.size(), from + longest);
        out.ensure(Byte.BYTES + Integer.BYTES + (end - from) * Items.runWidth(run));
        out.putByte(run);
        int count = out.position();
        out.putInt(0);
        int next = switch (run) {
            case Items.INTS -> putInts(elements, from, end, out);
            case Items.LONGS -> putLongs(elements, from, end, out);
            default -> putDoubles(elements, from, end, out);
        };
        out.setInt(count, next - from);
        return next;
    }

    private static int putInts(List<?> elements, int from, int end, Output out) {
        int next = from;
        while (next < end && elements.get(next) instanceof Integer value) {
            out.putInt(value);
            next++;
        }
        return next;
    }

    private static int putLongs(List<?> elements, int from, int end, Output out) {
        int next = from;
        while (next < end && elements.get(next) instanceof Long value) {
            out.putLong(value);
            next++;
        }
        return next;
    }

    private static int putDoubles(List<?> elements, int from, int end, Output out) {
        int next = from;
        while (next < end && elements.get(next) instanceof Double value) {
            out.putLong(Double.doubleToRawLongBits(value));
            next++;
        }
        return next;
    }

    /// Writes a primitive field, as it is in Java's own stream.
    static void writeField(Shape.Reader field, Object owner, Output out) throws Throwable {
        out.ensure(Long.BYTES);
        switch (field.type()) {
            case 'Z' -> out.putByte((boolean) field.get().invokeExact(owner) ? 1 : 0);
            case 'B' -> out.putByte((byte) field.get().invokeExact(owner));
            case 'S' -> out.putShort((short) field.get().invokeExact(owner));
            case 'C' -> out.putShort((char) field.get().invokeExact(owner));
            case 'I' -> out.putInt((int) field.get().invokeExact(owner));
            case 'J' -> out.putLong((long) field.get().invokeExact(owner));
            case 'F' -> out.putInt(Float.floatToRawIntBits((float) field.get().invokeExact(owner)));
            default ->
                out.putLong(Double.doubleToRawLongBits((double) field.get().invokeExact(owner)));
        }
    }

    static @Nullable Object read(byte item, Input in) {
        return switch (item) {
            case Tag.NULL -> null;
            case Tag.FALSE -> false;
            case Tag.TRUE -> true;
            case Tag.BYTE -> in.readByte();
            case Tag.SHORT -> in.readShort();
            case Tag.CHAR -> (char) in.readShort();
            case Tag.INT -> in.readInt();
            case Tag.LONG -> in.readLong();
            case Tag.FLOAT -> Float.intBitsToFloat(in.readInt());
            default -> Double.longBitsToDouble(in.readLong());
        };
    }

    /// Reads the numbers of a run; returns the place behind them.
    static int readRun(byte run, @Nullable Object[] elements, int from, Input in) {
        int end = from + in.countOfRun(elements.length - from, Items.runWidth(run));
        switch (run) {
            case Items.INTS -> {
                for (int i = from; i < end; i++) {
                    elements[i] = in.nextInt();
                }
            }
            case Items.LONGS -> {
                for (int i = from; i < end; i++) {
                    elements[i] = in.nextLong();
                }
            }
            default -> {
                for (int i = from; i < end; i++) {
                    elements[i] = Double.longBitsToDouble(in.nextLong());
                }
            }
        }
        return end;
    }

    /// Likewise, into a list that is to have so many elements.
    static void readRun(byte run, List<@Nullable Object> list, int length, Input in) {
        int count = in.countOfRun(length - list.size(), Items.runWidth(run));
        switch (run) {
            case Items.INTS -> {
                for (int i = 0; i < count; i++) {
                    list.add(in.nextInt());
                }
            }
            case Items.LONGS -> {
                for (int i = 0; i < count; i++) {
                    list.add(in.nextLong());
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    list.add(Double.longBitsToDouble(in.nextLong()));
                }
            }
        }
    }

    static Object readField(char type, Input in) {
        return switch (type) {
            case 'Z' -> in.readByte() != 0;
            case 'B' -> in.readByte();
            case 'S' -> in.readShort();
            case 'C' -> (char) in.readShort();
            case 'I' -> in.readInt();
            case 'J' -> in.readLong();
            case 'F' -> Float.intBitsToFloat(in.readInt());
            default -> Double.longBitsToDouble(in.readLong());
        };
    }
}
