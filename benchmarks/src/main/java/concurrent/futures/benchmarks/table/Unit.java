package concurrent.futures.benchmarks.table;

import java.util.Locale;

/// What a row's numbers are.
public enum Unit {
    /// Things per second: more is better.
    RATE(/* moreIsBetter= */ true),
    /// Bytes per second: more is better.
    BANDWIDTH(/* moreIsBetter= */ true),
    /// How many times as fast as in a loop: more is better.
    SPEED_UP(/* moreIsBetter= */ true),
    /// Seconds: less is better.
    TIME(/* moreIsBetter= */ false),
    /// Bytes: less is better.
    MEMORY(/* moreIsBetter= */ false),
    /// Seconds on a processor in a second: less is better.
    CPU(/* moreIsBetter= */ false);

    private final boolean moreIsBetter;

    Unit(boolean moreIsBetter) {
        this.moreIsBetter = moreIsBetter;
    }

    /// Whether more is better.
    ///
    /// @return false where less is
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /// How many times as good as another number one is.
    ///
    /// @param ours the one
    /// @param other the other
    /// @return above 1 if it is better
    public double timesAsGood(double ours, double other) {
        return moreIsBetter ? ours / other : other / ours;
    }

    /// A number with its unit, in three digits.
    ///
    /// @param value the number
    /// @return a few characters
    public String format(double value) {
        return switch (this) {
            case RATE -> decimal(value, "/s");
            case BANDWIDTH -> decimal(value, "B/s");
            case SPEED_UP -> digits(value) + "×";
            case TIME -> time(value);
            case MEMORY -> decimal(value, "B");
            case CPU -> digits(value);
        };
    }

    private static String time(double seconds) {
        if (seconds < 1e-6) {
            return digits(seconds * 1e9) + " ns";
        }
        if (seconds < 1e-3) {
            return digits(seconds * 1e6) + " µs";
        }
        return seconds < 1 ? digits(seconds * 1e3) + " ms" : digits(seconds) + " s";
    }

    private static String decimal(double value, String unit) {
        if (value < 1e3) {
            return digits(value) + " " + unit;
        }
        if (value < 1e6) {
            return digits(value / 1e3) + " k" + unit;
        }
        return value < 1e9 ? digits(value / 1e6) + " M" + unit : digits(value / 1e9) + " G" + unit;
    }

    /// Three digits that count, as long as there are any before the point no more of them behind it than needed.
    ///
    /// @param value the number
    /// @return its digits
    public static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size == 0 ? 2 : size >= 0.01 ? 3 : 5;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
