package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.Question;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.cluster.internal.worker.Parts;
import concurrent.futures.cluster.internal.worker.Supplies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// What the workers of one session ask: answered from what the driver has sent before, or by the driver.
final class SessionAnswers implements SessionLoader.Store {
    private static final int MOST_KEPT_BYTES = 1 << 20;

    private final String agent;
    private final long session;
    private final Path folder;
    private final DriverLine driver;
    private final Mailroom mail;
    private final List<byte[]> definitions = new ArrayList<>();
    private final List<byte[]> forgotten = new ArrayList<>();

    /// Answers of the driver that do not change, by the question.
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    private final Map<Long, SharedFile> shared = new ConcurrentHashMap<>();

    SessionAnswers(String agent, long session, Path folder, DriverLine driver, Mailroom mail) {
        this.agent = agent;
        this.session = session;
        this.folder = folder;
        this.driver = driver;
        this.mail = mail;
    }

    // --- what the driver sends

    /// The next definitions.
    void define(int first, List<byte[]> added) {
        synchronized (definitions) {
            if (first > definitions.size()) {
                throw new ClusterException(
                        "definitions begin with number " + first + ", but only " + definitions.size() + " are there",
                        null);
            }
            definitions.addAll(added.subList(Math.min(added.size(), definitions.size() - first), added.size()));
        }
    }

    void forgetLoader(int loader) {
        String classes = "class/" + loader + "/";
        String resources = "resources/" + loader + "/";
        known.keySet().removeIf(question -> question.startsWith(classes) || question.startsWith(resources));
        forget(Supplies.forgetLoader(loader));
    }

    void forgetShared(long number) {
        SharedFile file = shared.remove(number);
        if (file != null) {
            SessionOutcomes.delete(file.path);
        }
        forget(Supplies.forgetShared(number));
    }

    private void forget(byte[] entry) {
        synchronized (forgotten) {
            forgotten.add(entry);
        }
    }

    /// How much there is to forget.
    int forgotten() {
        synchronized (forgotten) {
            return forgotten.size();
        }
    }

    // --- what workers ask

    @Override
    public byte[] find(String question) throws Exception {
        String[] parts = question.split("/", 3);
        return switch (parts[0]) {
            case "session" ->
                Parts.write(List.of(
                        agent.getBytes(StandardCharsets.UTF_8),
                        folder.toString().getBytes(StandardCharsets.UTF_8)));
            case "definitions" -> part(definitions, parts);
            case "forgotten" -> part(forgotten, parts);
            case "class" -> ask(question, new Question.FindClass(session, Integer.parseInt(parts[1]), parts[2]));
            case "resources" ->
                ask(question, new Question.FindResources(session, Integer.parseInt(parts[1]), parts[2]));
            case "shared" -> shared(Long.parseLong(parts[1]));
            case "open", "letter", "waits", "mail" -> mail.find(question);
            default -> throw new IllegalArgumentException("an agent of this version does not know of " + parts[0]);
        };
    }

    private static byte[] part(List<byte[]> all, String[] question) {
        synchronized (all) {
            return Parts.write(List.copyOf(all.subList(Integer.parseInt(question[1]), Integer.parseInt(question[2]))));
        }
    }

    private byte[] ask(String question, Question.ToDriver asked) throws InterruptedException {
        byte[] before = known.get(question);
        if (before != null) {
            return before;
        }
        byte[] answer = driver.ask(asked);
        if (answer.length <= MOST_KEPT_BYTES && isFinal(QuestionCodec.readAnswer(answer))) {
            known.put(question, answer);
        }
        return answer;
    }

    /// Whether the driver would say the same the next time.
    private static boolean isFinal(Answer answer) {
        return switch (answer) {
            case Answer.ClassFile file -> file.problem().isEmpty();
            case Answer.Resources resources -> resources.complete();
            default -> false;
        };
    }

    private byte[] shared(long number) throws Exception {
        SharedFile file = shared.computeIfAbsent(number, SharedFile::new);
        if (file.fetch()) {
            return file.path.toString().getBytes(StandardCharsets.UTF_8);
        }
        shared.remove(number, file);
        return new byte[0];
    }

    /// A shared value, which is fetched by the first worker that wants it, while others wait.
    private final class SharedFile {
        private final long number;
        private final Path path;
        private final ReentrantLock fetching = new ReentrantLock();
        private boolean isThere;

        SharedFile(long number) {
            this.number = number;
            this.path = folder.resolve("shared-" + Long.toHexString(number));
        }

        /// Has it fetched, if it is not there.
        ///
        /// @return `false` if the driver does not have it
        boolean fetch() throws Exception {
            fetching.lockInterruptibly();
            try {
                if (!isThere) {
                    isThere = driver.fetchIfThere(new Question.FetchShared(session, number), Purpose.SHARED, path);
                }
                return isThere;
            } finally {
                fetching.unlock();
            }
        }
    }
}
