package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.Future;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.Sampler;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.process.pool.handout.Foreman.StartFailure;
import concurrent.futures.internal.process.pool.limits.Rules;
import concurrent.futures.internal.process.pool.lock.Rescuer;
import concurrent.futures.internal.process.pool.sending.SharedFunction;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.PackedValues;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A dispatcher with a few maps, and workers without processes. Nothing happens in it but one step after the other.
final class Play implements Home {
    private static final int SIZE = 9;

    /// What can happen.
    enum Step {
        WORK,
        MORE_WORK,
        TAKE_ANSWERS,
        READY,
        DIE,
        TAKE_BACK,
        DIVIDE,
        CANCEL_ONE,
        CLOSE_MAP,
        LOOK,
        SUBMIT,
    }

    private static final List<Step> RARE = List.of(
            Step.READY, Step.DIE, Step.TAKE_BACK, Step.DIVIDE, Step.CANCEL_ONE, Step.CLOSE_MAP, Step.LOOK, Step.SUBMIT);

    /// The side of a worker: what it does without the parent.
    private static final class Hand {
        final Worker worker;
        final ClaimPage page;
        final Deque<Sent> queue = new ArrayDeque<>();
        final List<Said> published = new ArrayList<>();
        long lastSeen;
        int place;
        long running;
        int element;

        Hand(Worker worker, ClaimPage page) {
            this.worker = worker;
            this.page = page;
        }
    }

    private record Sent(long number, int count) {}

    private record Said(long number, int element, boolean failed) {}

    private record Outcome(PoolTask<?> task, Frame.Answer answer) {}

    private final Path folder;
    private final Random random;
    private final Ledger ledger = new Ledger(() -> {});
    private final LoaderTable loaders = new LoaderTable();
    private final Dictionary dictionary = new Dictionary(loaders);
    private final ObjectEncoder encoder = new ObjectEncoder(dictionary);
    private final Hub events = new Hub(this, "play", Sampler.NONE);
    private final CallbackThread callbacks = new CallbackThread("play", this, ledger);
    private final Rescuer rescuer = new Rescuer("play", () -> {});
    private final Dispatcher dispatcher;
    private final Foreman foreman;
    private final Deque<Worker> raised = new ArrayDeque<>();
    private final List<Hand> hands = new ArrayList<>();
    private final List<MapBatch<Integer>> batches = new ArrayList<>();
    private final Map<Integer, Integer> runs = new HashMap<>();
    private int pages;

    Play(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
        Duration minute = Duration.ofMinutes(1);
        this.dispatcher = new Dispatcher(this, new Rules(2, 0, Integer.MAX_VALUE, null, minute, minute, false));
        this.foreman = new Foreman(dispatcher);
    }

    List<MapBatch<Integer>> batches() {
        return batches;
    }

    /// The argument of an element.
    int element(MapBatch<Integer> batch, int index) {
        return batches.indexOf(batch) * 100 + index;
    }

    int runs(int element) {
        return runs.getOrDefault(element, 0);
    }

    /// Has something happen.
    Step step() throws IOException {
        int die = random.nextInt(100);
        Step step = die < 25
                ? Step.WORK
                : die < 45 ? Step.MORE_WORK : die < 65 ? Step.TAKE_ANSWERS : RARE.get(random.nextInt(RARE.size()));
        if (batches.isEmpty()) {
            step = Step.SUBMIT;
        }
        switch (step) {
            case WORK -> work();
            case MORE_WORK -> {
                for (int i = random.nextInt(10); i >= 0; i--) {
                    work();
                }
            }
            case TAKE_ANSWERS -> any(this::takeAnswers);
            case READY -> ready();
            case DIE -> any(this::die);
            case TAKE_BACK -> any(this::takeBack);
            case DIVIDE -> dispatcher.reception().divide(batches.get(random.nextInt(batches.size())));
            case CANCEL_ONE -> cancelOne();
            case CLOSE_MAP -> {
                if (random.nextInt(6) == 0) {
                    batches.get(random.nextInt(batches.size())).futures().forEach(Future::cancel);
                }
            }
            case LOOK -> dispatcher.census().begun().forEach(PoolTask::noteBegun);
            case SUBMIT -> submit();
        }
        return step;
    }

    private void any(Consumer<Hand> action) {
        if (!hands.isEmpty()) {
            action.accept(hands.get(random.nextInt(hands.size())));
        }
    }

    private void submit() {
        if (batches.size() == 4) {
            return;
        }
        TaskFunction<Integer, Integer> fn = SharedFunction.prepare(x -> x + 1, encoder);
        List<TaskBody<Integer>> bodies = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            bodies.add(new TaskBody.Apply<Integer, Integer>(fn, batches.size() * 100 + i));
        }
        MapBatch<Integer> batch = MapBatch.of(this, bodies, TaskOptions.defaults(), random.nextBoolean());
        if (batch == null) {
            throw new AssertionError("numbers are simple values");
        }
        batches.add(batch);
        ledger.accept(SIZE, () -> {});
        dispatcher.reception().enqueue(batch);
    }

    private void ready() throws IOException {
        Worker worker = raised.poll();
        if (worker != null) {
            Path file = folder.resolve("page-" + pages++);
            ClaimPage page = ClaimPage.create(file);
            Files.delete(file);
            worker.claims = page;
            hands.add(new Hand(worker, page));
            foreman.ready(worker);
        }
    }

    // --- a worker

    private void work() {
        any(this::work);
    }

    private void work(Hand hand) {
        lookForMore(hand);
        if (hand.running != 0) {
            hand.published.add(new Said(hand.running, hand.element, random.nextInt(8) == 0));
            hand.running = 0;
            hand.place++;
            return;
        }
        Sent sent = hand.queue.peek();
        if (sent == null) {
            return;
        }
        long number = sent.number() + hand.place;
        if (hand.place < sent.count() && hand.page.begin(number)) {
            hand.running = number;
            hand.element = elementOf(hand.worker, number);
            runs.merge(hand.element, 1, Integer::sum);
        } else {
            hand.queue.remove();
            hand.place = 0;
        }
    }

    private static void lookForMore(Hand hand) {
        for (Handover handover : hand.worker.load.lastFirst().reversed()) {
            if (handover.number > hand.lastSeen) {
                hand.lastSeen = handover.number;
                hand.queue.add(new Sent(handover.number, handover.end()));
            }
        }
    }

    private int elementOf(Worker worker, long number) {
        Handover handover = worker.load.find(number);
        if (handover == null) {
            throw new AssertionError("begun, and nobody knows it: " + number);
        }
        int place = ClaimPage.placeOf(number);
        Stretch stretch = handover.stretch();
        if (stretch != null) {
            return batches.indexOf(stretch.batch) * 100 + stretch.from + place;
        }
        if (handover.task(place).body() instanceof TaskBody.Apply<?, ?> apply
                && apply.argument() instanceof Integer x) {
            return x;
        }
        throw new AssertionError("begun, although it has ended: " + number);
    }

    // --- the parent

    private void takeAnswers(Hand hand) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < hand.published.size(); ) {
            Said first = hand.published.get(i);
            if (first.failed()) {
                Frame.Failure failure = new Frame.Failure(first.number(), 0, 1_000, PackedValues.blob("own"));
                foreman.answered(
                        hand.worker, List.of(failure), (task, answer) -> outcomes.add(new Outcome(task, answer)));
                i++;
                continue;
            }
            @Nullable Object[] values = new Object[hand.published.size()];
            int count = 0;
            while (i < hand.published.size()
                    && !hand.published.get(i).failed()
                    && hand.published.get(i).number() == first.number() + count) {
                values[count++] = hand.published.get(i++).element() + 1;
            }
            boolean atOnce = random.nextInt(6) > 0;
            Frame.Values frame = new Frame.Values(first.number(), count, values, 1_000, 1);
            ledger.close(foreman.answered(
                    hand.worker, frame, atOnce, (task, answer) -> outcomes.add(new Outcome(task, answer))));
        }
        hand.published.clear();
        for (Outcome outcome : outcomes) {
            if (outcome.answer() instanceof Frame.Result result) {
                outcome.task().succeed(result.outcome().body());
            } else {
                outcome.task().failBegun(new IllegalStateException("own"));
            }
        }
    }

    private void die(Hand hand) {
        if (random.nextInt(4) > 0) {
            return;
        }
        takeAnswers(hand); // What it has published is read before its end is seen.
        hands.remove(hand);
        foreman.contactLost(hand.worker);
        bury(hand.worker);
    }

    private void bury(Worker worker) {
        foreman.died(
                worker,
                new StartFailure("it was killed", null),
                task -> task.failBegun(new IllegalStateException("died")));
    }

    private void takeBack(Hand hand) {
        dispatcher.lock().take();
        try {
            dispatcher.retrieval().takeBackAll(hand.worker);
            dispatcher.assign();
        } finally {
            dispatcher.lock().give();
        }
    }

    private void cancelOne() {
        MapBatch<Integer> batch = batches.get(random.nextInt(batches.size()));
        List<Future<Integer>> futures = batch.futures();
        futures.get(random.nextInt(futures.size())).cancel();
    }

    /// All is done, and the workers go.
    void finish() throws IOException {
        while (!ledger.isIdle()) {
            ready();
            for (Hand hand : List.copyOf(hands)) {
                work(hand);
                takeAnswers(hand);
            }
        }
        for (Hand hand : hands) {
            bury(hand.worker);
        }
    }

    // --- the pool, as its tasks and workers see it

    @Override
    public Object engine() {
        return this;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Hub events() {
        return events;
    }

    @Override
    public ObjectEncoder encoder() {
        return encoder;
    }

    @Override
    public LoaderTable loaders() {
        return loaders;
    }

    @Override
    public Dictionary dictionary() {
        return dictionary;
    }

    @Override
    public CallbackThread callbacks() {
        return callbacks;
    }

    @Override
    public CallbackThread nestedCallbacks() {
        return callbacks;
    }

    @Override
    public Rescuer rescuer() {
        return rescuer;
    }

    @Override
    public Dispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public Foreman foreman() {
        return foreman;
    }

    @Override
    public void raise(Worker worker) {
        raised.add(worker);
    }

    @Override
    public String toString() {
        return "play";
    }
}
