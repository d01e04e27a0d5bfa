package concurrent.futures.dashboard.internal.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The page and what it shows, in one file that needs nothing else.
public final class Report {
    private static final String HEAD_END = "</head>";
    private static final String BODY_END = "</body>";

    private Report() {}

    /// Makes a report.
    ///
    /// @param state what is known, as JSON
    /// @return a page of HTML
    public static byte[] of(byte[] state) {
        StringBuilder styles = new StringBuilder();
        Assets.STYLES.forEach(name -> styles.append(text(Assets.read(name))));
        StringBuilder scripts = new StringBuilder();
        Assets.SCRIPTS.forEach(name -> scripts.append(text(Assets.read(name))).append(";\n"));
        String page = text(Assets.read(Assets.PAGE)).replaceAll("(?m)^\\s*<(link|script)\\b.*\\R", "");
        // Only these very scripts and styles are run, whatever else the data may smuggle in.
        String policy = "default-src 'none'; script-src '" + hash(scripts) + "'; style-src '" + hash(styles)
                + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        String head = "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">\n<style>" + styles
                + "</style>\n";
        String body = "<script type=\"application/json\" id=\"report\">" + harmless(text(state)) + "</script>\n<script>"
                + scripts + "</script>\n";
        return page.replace(HEAD_END, head + HEAD_END)
                .replace(BODY_END, body + BODY_END)
                .getBytes(StandardCharsets.UTF_8);
    }

    /// JSON in which nothing can be taken for the end of the element around it.
    private static String harmless(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.UTF_8);
    }

    private static String hash(CharSequence text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
