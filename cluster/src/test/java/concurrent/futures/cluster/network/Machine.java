package concurrent.futures.cluster.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A machine as far as networks are concerned: a namespace of Linux with a card of its own. It has no name there, and
/// ends with the process that holds it, which ends with this one: so nothing of it can be left.
final class Machine implements AutoCloseable {
    private static final String CARD = "eth0";
    private static final int PATIENCE_SECONDS = 60;

    private final Process holder;
    private final Tap tap;
    private final String address;

    private Machine(Process holder, Tap tap, String address) {
        this.holder = holder;
        this.tap = tap;
        this.address = address;
    }

    /// Why this machine has no such machines.
    ///
    /// @return empty if it has
    static String obstacle() throws InterruptedException {
        if (!Files.exists(Tap.DEVICE)) {
            return "there is no " + Tap.DEVICE + ", so no machines on a network of their own";
        }
        try {
            Tap.open("jcf-probe").close();
            run(List.of("unshare", "--net", "ip", "link", "set", "lo", "up"));
            run(List.of("nsenter", "--version"));
            return "";
        } catch (IOException e) {
            return "network namespaces need root, /dev/net/tun, unshare, nsenter and ip: " + e.getMessage();
        }
    }

    /// Makes one.
    ///
    /// @param number from 1, another one for each
    static Machine start(int number) throws IOException, InterruptedException {
        Process holder = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo here && exec cat")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // The shell speaks from inside, so the namespace is there.
        if (!"here".equals(holder.inputReader().readLine())) {
            throw new IOException("no network namespace");
        }
        String name = "jcf" + ProcessHandle.current().pid() % 100_000 + "-" + number;
        Tap tap = Tap.open(name);
        Machine machine = new Machine(holder, tap, "10.77.0." + number);
        try {
            run(List.of("ip", "link", "set", name, "netns", Long.toString(holder.pid())));
            machine.ip("link", "set", name, "name", CARD);
            machine.ip("link", "set", "lo", "up");
            machine.ip("address", "add", machine.address + "/24", "dev", CARD);
            machine.ip("link", "set", CARD, "up");
        } catch (IOException | InterruptedException e) {
            holder.destroyForcibly();
            tap.close();
            throw e;
        }
        return machine;
    }

    Tap tap() {
        return tap;
    }

    String address() {
        return address;
    }

    /// What to put before a command that is to run there.
    List<String> prefix() {
        return List.of("nsenter", "--net=/proc/" + holder.pid() + "/ns/net", "--");
    }

    private void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix());
        command.add("ip");
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }

    /// Takes the card out, so that whoever waits for its frames is told, and ends. Nothing runs there any more.
    @Override
    public void close() throws IOException {
        try {
            ip("link", "delete", CARD);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            holder.destroyForcibly().onExit().join();
        }
    }
}
