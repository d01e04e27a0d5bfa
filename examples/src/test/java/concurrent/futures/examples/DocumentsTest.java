package concurrent.futures.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The documents, and the comments of the public types, show code that exists, and
/// what they link to and list exists too.
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

    @TestFactory
    Stream<DynamicTest> everyJavaBlockIsARegionOfAnExample() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            for (Quote quote : Quote.in(Files.readAllLines(document))) {
                String place = Regions.REPOSITORY.relativize(document) + ":" + quote.line();
                tests.add(DynamicTest.dynamicTest(place, () -> assertQuotesARegion(quote, place)));
            }
        }
        for (Path source : publicSources()) {
            for (Quote quote : Quote.in(docComments(Files.readAllLines(source)))) {
                String place = Regions.REPOSITORY.relativize(source) + ":" + quote.line();
                tests.add(DynamicTest.dynamicTest(place, () -> assertQuotesARegion(quote, place)));
            }
        }
        return tests.stream();
    }

    private static void assertQuotesARegion(Quote quote, String place) throws IOException {
        assertNotEquals(
                "", quote.file(), place + ": say where the code is from, as in <!-- OnThreads.java: program -->");
        String region = Regions.of(quote.file()).get(quote.region());
        assertNotNull(region, place + ": " + quote.file() + " has no region " + quote.region());
        assertEquals(region, quote.code(), place + " differs from " + quote.file());
    }

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsToAFile() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains(":")) {
                    String name = Regions.REPOSITORY.relativize(document) + " to " + target;
                    tests.add(DynamicTest.dynamicTest(
                            name, () -> assertTrue(Files.exists(document.resolveSibling(target)), name)));
                }
            }
        }
        return tests.stream();
    }

    @Test
    void everyDecisionIsListed() throws IOException {
        Path decisions = Regions.REPOSITORY.resolve("docs/adr");
        String list = Files.readString(decisions.resolve("README.md"));

        try (Stream<Path> pages = Files.list(decisions)) {
            pages.map(page -> String.valueOf(page.getFileName()))
                    .filter(name -> !name.equals("README.md"))
                    .forEach(name -> assertTrue(list.contains("(" + name + ")"), name));
        }
    }

    @Test
    void theListOfExamplesNamesEachOne() throws IOException {
        String list = Files.readString(Regions.REPOSITORY.resolve("examples/README.md"));

        try (Stream<Path> sources = Files.list(Regions.SOURCES)) {
            sources.map(source -> source.getFileName().toString().replace(".java", ""))
                    .filter(name -> !name.equals("package-info"))
                    .forEach(name -> assertTrue(list.contains("[" + name + "](src/main/java/"), name));
        }
    }

    @Test
    void theDesignListsEachPackageOfCore() throws IOException {
        String design = Files.readString(Regions.REPOSITORY.resolve("docs/design.md"));

        Path sources = Regions.REPOSITORY.resolve("core/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .forEach(name -> assertTrue(design.contains("\n" + name + " "), name));
        }
    }

    @Test
    void aBlockIsReadWithItsOriginAndWithoutIndentation() {
        List<Quote> quotes = Quote.in(List.of(
                "<!-- OnThreads.java: program -->",
                "```java",
                "  a {",
                "    b",
                "  }",
                "```",
                "text",
                "```java",
                "c",
                "```",
                "```sh",
                "d",
                "```"));

        assertEquals(
                List.of(new Quote(3, "OnThreads.java", "program", "a {\n  b\n}\n"), new Quote(9, "", "", "c\n")),
                quotes);
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        for (String folder : List.of("", "docs", "docs/adr", "docs/deploy", "examples", "stress")) {
            try (Stream<Path> files = Files.list(Regions.REPOSITORY.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
            }
        }
        assertTrue(documents.contains(Regions.REPOSITORY.resolve("README.md")));
        return documents;
    }

    private static List<Path> publicSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String folder : List.of(
                "core/src/main/java/concurrent/futures", "micrometer/src/main/java/concurrent/futures/micrometer")) {
            try (Stream<Path> files = Files.list(Regions.REPOSITORY.resolve(folder))) {
                files.filter(Files::isRegularFile).sorted().forEach(sources::add);
            }
        }
        return sources;
    }

    private static List<String> docComments(List<String> source) {
        return source.stream()
                .map(line -> line.strip().startsWith("///") ? line.replaceFirst(" *///", "") : "")
                .toList();
    }
}
