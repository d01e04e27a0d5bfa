package concurrent.futures.internal.process.launch;

import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.process.launch.death.Death;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/// A JVM that starts one [Child] worker, forwards what it prints, and prints how it died if that was not in peace.
///
/// Arguments: the script of the child, one argument a line; before it `locale`, `zone` with a value to set first, or
/// `leave` to end without closing anything.
public final class Parent {
    private Parent() {}

    /// Runs.
    ///
    /// @param args see above
    /// @throws Exception if the worker can not be started
    public static void main(String[] args) throws Exception {
        List<String> script = new ArrayList<>(List.of(args));
        LaunchChoices settings = LaunchChoices.of(2).withOutput(WorkerOutput.INHERIT);
        boolean leave = false;
        while (true) {
            switch (script.getFirst()) {
                case "locale" -> {
                    script.removeFirst();
                    Locale.setDefault(Locale.forLanguageTag(script.removeFirst()));
                }
                case "zone" -> {
                    script.removeFirst();
                    TimeZone.setDefault(TimeZone.getTimeZone(script.removeFirst()));
                }
                case "directory" -> {
                    script.removeFirst();
                    settings = settings.withWorkingDirectory(Path.of(script.removeFirst()));
                }
                case "variable" -> {
                    script.removeFirst();
                    settings = settings.withEnvironment(Map.of(script.removeFirst(), script.removeFirst()));
                }
                case "jvm option" -> {
                    script.removeFirst();
                    settings = settings.withJvmOptions(List.of(script.removeFirst()));
                }
                case "class path" -> {
                    script.removeFirst();
                    settings = settings.withClassPath(List.of(Path.of(script.removeFirst())));
                }
                case "leave" -> {
                    script.removeFirst();
                    leave = true;
                }
                default -> {
                    run(settings, script, leave);
                    return;
                }
            }
        }
    }

    private static void run(LaunchChoices settings, List<String> script, boolean leave) throws Exception {
        Launcher launcher = new Launcher(settings.settings(), Child.class.getName());
        System.out.println("directory " + launcher.directory().path());
        if (script.getFirst().equals("nothing")) {
            System.out.flush();
            if (script.getLast().equals("halt")) {
                Runtime.getRuntime().halt(1);
            }
            return;
        }
        byte[] handover = String.join("\n", script).getBytes(StandardCharsets.UTF_8);
        Death death = launcher.start("Parent-0-worker-1", () -> handover).awaitDeath();
        if (death.exitCode() != 0) {
            System.err.println(death.describe());
        }
        if (!leave) {
            launcher.close();
        }
    }
}
