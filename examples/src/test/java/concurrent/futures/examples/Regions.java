package concurrent.futures.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The marked parts of an example: from a line `// @start region="name"` to the next `// @end`, without the
/// indentation that their lines share.
final class Regions {
    static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    static final Path SOURCES = REPOSITORY.resolve("examples/src/main/java/concurrent/futures/examples");
    static final Path SCRIPTS = REPOSITORY.resolve("examples/scripts");

    /// Of what needs more than the examples do: beside the tests of the module that has it.
    private static final Path METERS = REPOSITORY.resolve("micrometer/src/test/java/concurrent/futures/micrometer");

    private static final Pattern START = Pattern.compile("\\s*// @start region=\"([a-z-]+)\"");
    private static final Pattern END = Pattern.compile("\\s*// @end");

    private Regions() {}

    static Map<String, String> of(String fileName) throws IOException {
        for (Path folder : List.of(SOURCES, METERS)) {
            Path source = folder.resolve(fileName);
            if (Files.exists(source)) {
                return in(Files.readAllLines(source));
            }
        }
        return in(Files.readAllLines(SCRIPTS.resolve(fileName)));
    }

    static Map<String, String> in(List<String> source) {
        Map<String, String> regions = new LinkedHashMap<>();
        String name = "";
        StringBuilder code = new StringBuilder();
        for (String line : source) {
            Matcher start = START.matcher(line);
            if (start.matches()) {
                name = start.group(1);
                code.setLength(0);
            } else if (END.matcher(line).matches()) {
                regions.put(name, unindented(code));
            } else {
                code.append(line).append('\n');
            }
        }
        return regions;
    }

    /// Takes away the indentation that all lines share.
    static String unindented(StringBuilder lines) {
        return lines.toString().stripTrailing().stripIndent() + "\n";
    }
}
