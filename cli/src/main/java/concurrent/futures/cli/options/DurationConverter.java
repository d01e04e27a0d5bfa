package concurrent.futures.cli.options;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads durations such as `500ms`, `5s`, `1.5s`, `2m`, `1h`.
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(\\.\\d{1,3})?(ms|s|m|h)");
    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    /// For picocli.
    public DurationConverter() {}

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException(
                    "'" + text + "' is not a duration: write a number and a unit (ms, s, m, h), as in 500ms, 5s, 2m");
        }
        Duration unit = Objects.requireNonNull(UNITS.get(form.group(3))).getDuration();
        Duration duration = unit.multipliedBy(Long.parseLong(form.group(1)));
        if (form.group(2) != null) {
            int thousandths = Integer.parseInt((form.group(2).substring(1) + "00").substring(0, 3));
            duration = duration.plus(unit.multipliedBy(thousandths).dividedBy(1000));
        }
        if (!duration.isPositive()) {
            throw new TypeConversionException(
                    "'" + text + "' is no time at all: give more than zero, or leave the option out for no limit");
        }
        return duration;
    }
}
