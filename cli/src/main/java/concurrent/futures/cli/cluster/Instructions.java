package concurrent.futures.cli.cluster;

import concurrent.futures.cli.cluster.NodeOptions.NewNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What an operator is told of certificates that were just made: where they are, and the lines that use them.
///
/// @param folder of the authority
/// @param cluster the name of the cluster
/// @param nodes for which there are certificates now
/// @param days for how long these are good
record Instructions(Path folder, String cluster, List<NewNode> nodes, int days) {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]+");

    /// The node of this name is for a program: it is no agent, if there are others.
    private static final String DRIVER = "driver";

    List<String> ofAuthority() {
        return List.of(shell(folder.resolve("ca")) + " holds the key of the authority of cluster " + cluster
                + ": whoever has it can make nodes. Keep it off them.");
    }

    List<String> ofNodes() {
        LocalDate end = LocalDate.now(ZoneOffset.UTC).plusDays(days - 1L);
        List<String> lines = new ArrayList<>();
        for (NewNode node : nodes) {
            lines.add(shell(folder.resolve(node.name())) + " is for node " + node.name() + " at "
                    + (node.hosts().isEmpty() ? "any host" : String.join(", ", node.hosts())) + ", until " + end + ".");
        }
        List<NewNode> agents = agents();
        NewNode first = agents.getFirst();
        String host = hostOf(first, "HOST");
        lines.add("");
        lines.add("Copy to each host the folder of its node, which its user alone is to read:");
        for (NewNode node : nodes) {
            lines.add("    scp -rp " + shell(folder.resolve(node.name())) + " " + hostOf(node, "HOST") + ":");
        }
        lines.add("");
        lines.add("Agents, each by its own folder and address; the first one is the seed of all:");
        for (NewNode node : agents) {
            lines.add("    futures cluster agent --cluster " + cluster + " --security " + node.name() + " --bind "
                    + hostOf(node, "HOST") + " --seed " + seed(host));
        }
        lines.add("");
        lines.add("Who is there, asked by any of them:");
        lines.add("    futures cluster status --cluster " + cluster + " --security " + first.name() + " --bind " + host
                + " --port 0 --seed " + seed(host));
        lines.add("");
        lines.add("A program, which is a node as well:");
        lines.add("    ClusterExecutor.builder().clusterName(\"" + cluster + "\").seeds(\"" + seed(host) + "\")");
        NewNode driver = driver();
        lines.add("            .bindAddress(\"" + hostOf(driver, "HOST") + "\")");
        lines.add("            .security(Path.of(\"" + driver.name() + "/node.p12\"), Path.of(\"" + driver.name()
                + "/trust.p12\"), Path.of(\"" + driver.name() + "/password\"))");
        lines.add("            .build()");
        lines.add("");
        lines.add("More nodes, and new certificates in time before these end, are made by");
        lines.add("    futures cluster issue " + shell(folder) + " --node NAME=HOST");
        lines.add("Nodes take up files that have changed while they run.");
        return lines;
    }

    private List<NewNode> agents() {
        List<NewNode> agents =
                nodes.stream().filter(node -> !node.name().equals(DRIVER)).toList();
        return agents.isEmpty() ? nodes : agents;
    }

    private NewNode driver() {
        return nodes.stream()
                .filter(node -> node.name().equals(DRIVER))
                .findFirst()
                .orElse(nodes.getLast());
    }

    private static String hostOf(NewNode node, String otherwise) {
        return node.hosts().isEmpty() ? otherwise : node.hosts().getFirst();
    }

    private static String seed(String host) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + MemberOptions.PORT;
    }

    private static String shell(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
