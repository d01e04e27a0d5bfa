package concurrent.futures.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import concurrent.futures.cli.session.ExitCode;
import concurrent.futures.cli.session.Session;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// What is in docs/deploy: the manifests are objects of Kubernetes' API, the lines for the command are understood by
/// it, and what depends on each other fits.
class DeployTest {
    private static final Path DEPLOY = Path.of("../docs/deploy");
    private static final String MAIN = "concurrent.futures.cli.Main ";
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Service", Service.class,
            "Deployment", Deployment.class,
            "NetworkPolicy", NetworkPolicy.class,
            "Job", Job.class);

    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory()).registerModule(strict());

    /// The model keeps fields that it does not know; here, they are mistakes.
    private static SimpleModule strict() {
        return new SimpleModule().setDeserializerModifier(new BeanDeserializerModifier() {
            @Override
            public BeanDeserializerBuilder updateBuilder(
                    DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
                builder.setAnySetter(null);
                return builder;
            }
        });
    }

    @Test
    void theManifestsBelongTogether() throws Exception {
        List<HasMetadata> agents = objects("agents.yaml");
        assertEquals(3, agents.size());
        Service service = (Service) agents.get(0);
        Deployment deployment = (Deployment) agents.get(1);
        NetworkPolicy policy = (NetworkPolicy) agents.get(2);
        PodTemplateSpec pod = deployment.getSpec().getTemplate();
        PodTemplateSpec driver =
                ((Job) objects("driver.yaml").getFirst()).getSpec().getTemplate();
        Map<String, String> labels = pod.getMetadata().getLabels();
        Map<String, String> members = policy.getSpec().getPodSelector().getMatchLabels();

        assertContains(labels, deployment.getSpec().getSelector().getMatchLabels());
        assertContains(labels, service.getSpec().getSelector());
        assertContains(labels, members);
        assertContains(driver.getMetadata().getLabels(), members);
        assertFalse(driver.getMetadata().getLabels().containsKey("app"), "a driver is no agent that others look for");

        List<String> options = commandOf(pod);
        int port = Integer.parseInt(after("--port", options));
        Container agent = pod.getSpec().getContainers().getFirst();
        assertEquals(port, agent.getPorts().getFirst().getContainerPort());
        assertEquals(port, service.getSpec().getPorts().getFirst().getPort());
        assertEquals(String.valueOf(port), after("--port", commandOf(driver)));
        assertEquals(new IntOrString(port), portOf(policy));
        assertEquals(service.getMetadata().getName(), after("--dns", options));
        assertEquals("None", service.getSpec().getClusterIP());
        assertTrue(service.getSpec().getPublishNotReadyAddresses(), "agents find each other before they are ready");

        long drain = Long.parseLong(after("--drain", options).replace("m", "")) * 60;
        assertTrue(pod.getSpec().getTerminationGracePeriodSeconds() > drain);
        String alive = after("--alive", options);
        assertTrue(agent.getStartupProbe().getExec().getCommand().contains(alive));
        assertTrue(agent.getReadinessProbe().getExec().getCommand().contains(alive));
        assertTrue(agent.getLivenessProbe().getExec().getCommand().getLast().contains(alive));
        String java = agent.getArgs().getFirst();
        assertTrue(java.contains(" -XX:+ExitOnOutOfMemoryError "), java);
        for (PodTemplateSpec each : List.of(pod, driver)) {
            assertHasFewRights(each);
        }
    }

    private static IntOrString portOf(NetworkPolicy policy) {
        return policy.getSpec().getIngress().getFirst().getPorts().getFirst().getPort();
    }

    private static void assertHasFewRights(PodTemplateSpec pod) {
        Container container = pod.getSpec().getContainers().getFirst();
        assertTrue(pod.getSpec().getSecurityContext().getRunAsNonRoot());
        assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
        assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
        assertEquals(
                List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
        List<String> volumes = pod.getSpec().getVolumes().stream()
                .map(volume -> volume.getName())
                .toList();
        container.getVolumeMounts().forEach(mount -> assertTrue(volumes.contains(mount.getName()), mount::getName));
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsSeen() {
        assertThrows(
                JsonProcessingException.class,
                () -> yaml.readValue(
                        "kind: Deployment\nspec:\n  template:\n    spec:\n      restart: x\n", Deployment.class));
    }

    @Test
    void theUnitOfSystemdRunsAnAgentAndGivesItTimeToDrain() throws Exception {
        String unit = Files.readString(DEPLOY.resolve("futures-agent.service")).replace("\\\n", " ");
        String start = line(unit, "ExecStart=");
        String more = line(unit, "#     FUTURES_OPTIONS=");
        List<String> options =
                words(start.substring(start.indexOf(MAIN) + MAIN.length()).replace("$FUTURES_OPTIONS", more));
        parse(options);
        long drain = Long.parseLong(after("--drain", options).replace("m", ""));
        assertTrue(Long.parseLong(line(unit, "TimeoutStopSec=").replace("min", "")) > drain);
        assertEquals("mixed", line(unit, "KillMode="));
        assertEquals(
                List.of(String.valueOf(ExitCode.USAGE), String.valueOf(ExitCode.UNFIT)),
                words(line(unit, "RestartPreventExitStatus=")),
                "what stays wrong is not tried again");
        assertTrue(start.contains(" -XX:+ExitOnOutOfMemoryError "), start);
    }

    @Test
    void theDocumentsKnowTheOptions() throws Exception {
        int count = 0;
        for (Path document : List.of(DEPLOY.resolve("README.md"), DEPLOY.resolve("../cluster.md"))) {
            for (String line : Files.readAllLines(document)) {
                if (line.strip().startsWith("futures cluster ")) {
                    parse(words(line.strip().substring("futures ".length())));
                    count++;
                }
            }
        }
        assertEquals(5, count);
    }

    private List<HasMetadata> objects(String file) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        try (InputStream in = Files.newInputStream(DEPLOY.resolve("kubernetes").resolve(file))) {
            for (JsonNode node :
                    yaml.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll()) {
                objects.add(yaml.treeToValue(
                        node, Objects.requireNonNull(KINDS.get(node.path("kind").asText()))));
            }
        }
        return objects;
    }

    private static List<String> commandOf(PodTemplateSpec pod) {
        String script = pod.getSpec().getContainers().getFirst().getArgs().getFirst();
        List<String> options = words(script.substring(script.indexOf(MAIN) + MAIN.length()));
        parse(options);
        return options;
    }

    /// Fails if the command does not know them.
    private static void parse(List<String> words) {
        assertEquals("cluster", words.getFirst());
        CommandLine command = ClusterCommand.with(
                new Session(InputStream.nullInputStream(), new ByteArrayOutputStream(), new ByteArrayOutputStream()));
        command.parseArgs(words.subList(1, words.size()).toArray(new String[0]));
    }

    private static String after(String option, List<String> words) {
        return words.get(words.indexOf(option) + 1);
    }

    private static String line(String text, String beginning) {
        return text.lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .substring(beginning.length());
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+", -1))
                .map(word -> word.replace("\"", ""))
                .toList();
    }

    private static void assertContains(Map<String, String> labels, Map<String, String> selector) {
        assertFalse(selector.isEmpty());
        assertTrue(labels.entrySet().containsAll(selector.entrySet()), () -> labels + " and " + selector);
    }
}
