package concurrent.futures.cli.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Names of files for the bodies of pages: made of letters, digits, dots, dashes and underscores alone, never hidden,
/// never too long, and each another, also where the file system takes large and small letters for the same.
final class BodyNames {
    private static final int LONGEST = 120;

    private BodyNames() {}

    /// The names, in the order of the pages; a later page whose name is taken gets a number behind it.
    static List<String> of(List<URI> pages) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (URI page : pages) {
            String wanted = nameOf(page);
            String name = wanted;
            for (int n = 2; !taken.add(name.toLowerCase(Locale.ROOT)); n++) {
                name = wanted + "-" + n;
            }
            names.add(name);
        }
        return names;
    }

    private static String nameOf(URI page) {
        String port = page.getPort() < 0 ? "" : "_" + page.getPort();
        String path = page.getRawPath() == null || page.getRawPath().equals("/") ? "" : page.getRawPath();
        String query = page.getRawQuery() == null ? "" : "_" + page.getRawQuery();
        String safe = (page.getHost() + port + path + query)
                .replaceAll("[^A-Za-z0-9._-]+", "_")
                .replaceAll("^[._-]+", "");
        String name = safe.substring(0, Math.min(safe.length(), LONGEST));
        return name.isEmpty() ? "page" : name;
    }
}
