package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.Executor;
import concurrent.futures.ThreadPoolExecutor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.opentest4j.TestAbortedException;

/// A real Chromium, without a window.
///
/// Its program and that of its driver are those of the system: nothing is looked for or downloaded. Where they are
/// missing, the tests are skipped, and say so; but where `CI` is set, they fail.
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    Browser() {
        LoggingPreferences log = new LoggingPreferences();
        log.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(
                program("chromium", "chromium-browser", "google-chrome").toFile());
        // As root, as in a container, Chromium's own sandbox does not start.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.addArguments("--hide-scrollbars", "--force-device-scale-factor=1", "--no-first-run");
        options.setCapability("goog:loggingPrefs", log);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        size(1280, 1000);
        theme("light");
    }

    private static Path program(String... names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        for (String name : names) {
            for (String folder : path.split(java.io.File.pathSeparator, -1)) {
                Path file = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        String missing = "the tests of the page need a Chromium and its driver, and there is no " + names[0]
                + " on the PATH (" + path + "): on Debian, apt-get install chromium chromium-driver";
        if (System.getenv("CI") == null) {
            System.err.println("SKIPPED: " + missing);
            throw new TestAbortedException(missing);
        }
        throw new AssertionError(missing);
    }

    // --- how it is set up

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /// What the system is said to prefer.
    void theme(String theme) {
        Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", theme);
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    // --- what is done

    void open(URI page) {
        driver.get(page.toString());
    }

    void click(String selector) {
        find(selector).click();
    }

    void keys(String selector, CharSequence... keys) {
        find(selector).sendKeys(keys);
    }

    void run(String script) {
        driver.executeScript(script);
    }

    boolean holds(String script) {
        return (Boolean) driver.executeScript(script);
    }

    long number(String script) {
        return (Long) driver.executeScript(script);
    }

    String text(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /// Looks again and again, as who sits before it does.
    void await(String what, BooleanSupplier condition) {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("not seen: " + what + "; the page says:\n" + texts("body"));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /// Opens the page of an executor that does nothing, and asks something of it. It must not complain.
    ///
    /// @param question has this browser, on that page
    /// @return the answer
    <T> T onPage(Function<Browser, T> question) {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard =
                        Dashboard.builder().port(0).announcement(line -> {}).serve(executor)) {
            open(dashboard.link().orElseThrow());
            await("the page is live", () -> has("#connection", "live"));
            T answer = question.apply(this);
            assertEquals(List.of(), complaints());
            return answer;
        }
    }

    // --- what is seen

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /// What is written in each of the elements, at one moment: the page goes on.
    List<String> texts(String selector) {
        Object found = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)", selector);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    boolean has(String selector, String text) {
        return texts(selector).stream().anyMatch(one -> one.contains(text));
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /// What the page has complained of since it was asked last.
    List<String> complaints() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), /* parallel= */ false)
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
